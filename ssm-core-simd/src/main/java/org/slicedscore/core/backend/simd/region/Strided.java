package org.slicedscore.core.backend.simd.region;

import java.util.Arrays;
import org.slicedscore.api.plan.View;
import org.slicedscore.core.backend.simd.memory.Buffers;

/**
 * A region's view on an array.
 *
 * @param array the array
 * @param start of the first element
 * @param strides one for each axis; 0 if there is only one index, so that equal views are equal
 */
record Strided(float[] array, int start, int[] strides) {
    static Strided of(View v, int[] extents, Buffers buffers) {
        int[] strides = new int[extents.length];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = extents[i] == 1 ? 0 : Buffers.stride(v, i);
        }
        return new Strided(buffers.array(v), buffers.start(v), strides);
    }

    /** The position of an index's element. */
    int at(int[] index) {
        int at = start;
        for (int i = 0; i < strides.length; i++) {
            at += index[i] * strides[i];
        }
        return at;
    }

    /** Whether this axis and all further in make one range of memory, in order; a negative axis stands for the first. */
    boolean contiguousFrom(int axis, int[] extents) {
        int expected = 1;
        for (int i = strides.length - 1; i >= Math.max(0, axis); i--) {
            if (extents[i] > 1 && strides[i] != expected) {
                return false;
            }
            expected *= extents[i];
        }
        return true;
    }

    /** Whether elements are the same for all indices of this axis and of all further out. */
    boolean repeatsUpTo(int axis) {
        for (int i = 0; i <= axis; i++) {
            if (strides[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are the same elements. */
    boolean sameAs(Strided other) {
        return array == other.array && start == other.start && Arrays.equals(strides, other.strides);
    }
}
