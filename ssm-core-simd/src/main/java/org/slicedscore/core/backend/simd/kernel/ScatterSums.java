package org.slicedscore.core.backend.simd.kernel;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Adds up elements at positions, in the order of the elements. For each position it is known beforehand what is added there,
 * so that a sum is finished in registers and written once.
 */
final class ScatterSums {
    private final int inner;

    /** The number of each position's first entry in {@link #starts}, and behind the last position that of all entries. */
    private final int[] begin;

    /** Where each element starts in the source. */
    private final int[] starts;

    /**
     * @param indices the position of each element
     * @param extent positions
     * @param inner numbers of an element
     */
    ScatterSums(int[] indices, int extent, int inner) {
        this.inner = inner;
        begin = new int[extent + 1];
        for (int e : indices) {
            begin[e + 1]++;
        }
        for (int e = 0; e < extent; e++) {
            begin[e + 1] += begin[e];
        }
        int[] next = begin.clone();
        starts = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            starts[next[indices[i]]++] = i * inner;
        }
    }

    /**
     * The sums at some positions, or of some numbers of their elements.
     *
     * @param from the elements, from {@code fo}
     * @param first the first position
     * @param last one past the last position
     * @param j the first number of each element
     * @param n exactly so many numbers
     * @param to position 0 is at {@code at}
     */
    void write(float[] from, int fo, int first, int last, int j, int n, float[] to, int at) {
        if (inner == 1) {
            for (int e = first; e < last; e++) {
                to[at + e] = sum(from, fo, begin[e], begin[e + 1]);
            }
            return;
        }
        for (int e = first; e < last; e++) {
            sum(from, fo + j, begin[e], begin[e + 1], to, at + e * inner + j, n);
        }
    }

    private float sum(float[] from, int fo, int first, int last) {
        float sum = 0;
        for (int i = first; i < last; i++) {
            sum += from[fo + starts[i]];
        }
        return sum;
    }

    private void sum(float[] from, int fo, int first, int last, float[] to, int at, int n) {
        int k = 0;
        for (; k + 2 * COUNT <= n; k += 2 * COUNT) {
            FloatVector p = FloatVector.zero(FLOAT);
            FloatVector q = p;
            for (int i = first; i < last; i++) {
                int source = fo + starts[i] + k;
                p = p.add(FloatVector.fromArray(FLOAT, from, source));
                q = q.add(FloatVector.fromArray(FLOAT, from, source + COUNT));
            }
            p.intoArray(to, at + k);
            q.intoArray(to, at + k + COUNT);
        }
        for (; k < n; k += COUNT) {
            VectorMask<Float> mask = FLOAT.indexInRange(k, n);
            FloatVector p = FloatVector.zero(FLOAT);
            for (int i = first; i < last; i++) {
                p = p.add(FloatVector.fromArray(FLOAT, from, fo + starts[i] + k, mask));
            }
            p.intoArray(to, at + k, mask);
        }
    }
}
