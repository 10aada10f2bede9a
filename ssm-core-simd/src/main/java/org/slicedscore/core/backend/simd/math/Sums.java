package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/** Sums over the lanes of a vector in a fixed order: halves onto halves. */
public final class Sums {
    static final VectorShuffle<Float> BY_8 = rotate(8);
    static final VectorShuffle<Float> BY_4 = rotate(4);
    static final VectorShuffle<Float> BY_2 = rotate(2);
    static final VectorShuffle<Float> BY_1 = rotate(1);

    private static final Rehearsal REHEARSAL = new Rehearsal(8 * Rehearsal.VECTORS);
    private static final float[] NUMBERS = new float[Rehearsal.VECTORS * (COUNT + 1)];
    private static final Runnable TRIAL =
            () -> vectors(NUMBERS, 0, Rehearsal.VECTORS, NUMBERS, Rehearsal.VECTORS * COUNT);

    private Sums() {}

    /** {@code to[i]} = the sum of the i-th vector. */
    public static void fold(float[] from, int fo, int count, float[] to, int at) {
        if (REHEARSAL.isOver()) {
            vectors(from, fo, count, to, at);
            return;
        }
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            to[at + i] = plain(Arrays.copyOfRange(from, fo + i * COUNT, fo + (i + 1) * COUNT));
        }
        REHEARSAL.after(start, TRIAL);
    }

    private static void vectors(float[] from, int fo, int count, float[] to, int at) {
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

    /** The sum of a vector's lanes, which are overwritten. */
    static float plain(float[] lanes) {
        for (int half = COUNT / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }

    private static VectorShuffle<Float> rotate(int by) {
        return VectorShuffle.fromOp(FLOAT, lane -> (lane + by) % COUNT);
    }
}
