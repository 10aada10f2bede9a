package org.slicedscore.gpu.opencl.source;

/** The number of work items in a group. Depends only on shapes and the device, because results may depend on it. */
final class Groups {
    private Groups() {}

    /** The smallest power of two that is not below n, and at most the limit. */
    static int power(long n, int most) {
        int p = 1;
        while (p < n && p < most) {
            p <<= 1;
        }
        return p;
    }

    /** Work items of a group without reductions. */
    static int items(Traits traits) {
        return Integer.highestOneBit(Math.min(traits.cpu() ? 1024 : 256, traits.workGroup()));
    }

    /** Items of a group along an axis: as many as the axis can use. */
    static int along(long extent, int most) {
        int items = power(extent, most);
        while (items > 32 && (extent + items - 1) / items * items > extent + extent / 8) {
            items >>= 1;
        }
        return items;
    }

    /** The least number of groups that keeps a device busy. */
    static int wanted(Traits traits) {
        return 4 * traits.units();
    }
}
