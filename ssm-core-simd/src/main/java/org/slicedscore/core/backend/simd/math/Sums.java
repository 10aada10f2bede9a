package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/** Sums over the lanes of a vector in a fixed order: halves onto halves. */
public final class Sums {
    static final VectorShuffle<Float> BY_8 = rotate(8);
    static final VectorShuffle<Float> BY_4 = rotate(4);
    static final VectorShuffle<Float> BY_2 = rotate(2);
    static final VectorShuffle<Float> BY_1 = rotate(1);

    private Sums() {}

    /** {@code to[i]} = the sum of the i-th vector. */
    public static void fold(float[] from, int fo, int count, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            FloatVector s = FloatVector.fromArray(FLOAT, from, fo + i * COUNT);
            if (COUNT > 8) {
                s = s.add(s.rearrange(BY_8));
            }
            if (COUNT > 4) {
                s = s.add(s.rearrange(BY_4));
            }
            if (COUNT > 2) {
                s = s.add(s.rearrange(BY_2));
            }
            to[at + i] = s.add(s.rearrange(BY_1)).lane(0);
        }
    }

    private static VectorShuffle<Float> rotate(int by) {
        return VectorShuffle.fromOp(FLOAT, lane -> (lane + by) % COUNT);
    }
}
