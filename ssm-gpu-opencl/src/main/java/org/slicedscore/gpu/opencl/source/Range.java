package org.slicedscore.gpu.opencl.source;

/**
 * The work items of a launch.
 *
 * @param global work items along each axis, a multiple of the local number
 * @param local work items of a group along each axis
 */
public record Range(long[] global, long[] local) {
    /**
     * Creates a range with enough groups for some work.
     *
     * @param work items wanted along each axis
     * @param local items of a group along each axis
     * @return the range, rounded up to whole groups
     */
    static Range covering(long[] work, int... local) {
        long[] global = new long[work.length];
        long[] group = new long[work.length];
        for (int i = 0; i < work.length; i++) {
            group[i] = local[i];
            global[i] = (work[i] + local[i] - 1) / local[i] * local[i];
        }
        return new Range(global, group);
    }
}
