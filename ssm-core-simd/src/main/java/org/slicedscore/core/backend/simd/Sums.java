package org.slicedscore.core.backend.simd;

import static org.slicedscore.core.backend.simd.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Reductions of a vector to a number in a fixed order: halves onto halves. {@code reduceLanes} leaves the order of a sum of
 * floats open and takes another one in the interpreter than in compiled code, so that a result would depend on how warm the
 * JVM is.
 */
final class Sums {
    private static final VectorShuffle<Float> BY_8 = rotate(8);
    private static final VectorShuffle<Float> BY_4 = rotate(4);
    private static final VectorShuffle<Float> BY_2 = rotate(2);
    private static final VectorShuffle<Float> BY_1 = rotate(1);

    private Sums() {}

    static float sum(FloatVector v) {
        FloatVector x = v;
        if (COUNT > 8) {
            x = x.add(x.rearrange(BY_8));
        }
        if (COUNT > 4) {
            x = x.add(x.rearrange(BY_4));
        }
        if (COUNT > 2) {
            x = x.add(x.rearrange(BY_2));
        }
        if (COUNT > 1) {
            x = x.add(x.rearrange(BY_1));
        }
        return x.lane(0);
    }

    private static VectorShuffle<Float> rotate(int by) {
        return VectorShuffle.fromOp(FLOAT, lane -> (lane + by) % COUNT);
    }
}
