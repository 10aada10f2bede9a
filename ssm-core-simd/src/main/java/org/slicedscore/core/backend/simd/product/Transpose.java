package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.slicedscore.core.backend.simd.math.Rehearsal;

/**
 * Transposes square blocks of as many rows as a vector has lanes.
 *
 * <p>Pass by pass, rows whose numbers differ in one bit exchange the lanes whose numbers differ in the same bit; after all
 * bits the block is transposed (Eklundh's method). The passes go through L1-resident scratch, so that one small loop serves
 * every lane width.
 */
final class Transpose {
    /** Floats of scratch memory that {@link #block} needs. */
    static final int SCRATCH = COUNT * COUNT;

    private static final Rehearsal REHEARSAL = new Rehearsal(8 * COUNT);
    private static final float[] NUMBERS = new float[3 * SCRATCH];
    private static final Runnable TRIAL =
            () -> exchange(NUMBERS, 0, COUNT, COUNT, NUMBERS, SCRATCH, COUNT, NUMBERS, 2 * SCRATCH);

    private static final int BITS = Integer.numberOfTrailingZeros(COUNT);
    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_8 = swap(8);
    private static final VectorMask<Float> HIGH_1 = high(1);
    private static final VectorMask<Float> HIGH_2 = high(2);
    private static final VectorMask<Float> HIGH_4 = high(4);
    private static final VectorMask<Float> HIGH_8 = high(8);

    private Transpose() {}

    /**
     * {@code to[i][j] = from[min(j, rows - 1)][i]} for i, j below the number of lanes.
     *
     * @param rows rows of the source that may be read; later ones are replaced by the last
     * @param scratch {@link #SCRATCH} floats from {@code so}
     */
    static void block(
            float[] from, int fo, int fromStride, int rows, float[] to, int at, int toStride, float[] scratch, int so) {
        if (REHEARSAL.isOver()) {
            exchange(from, fo, fromStride, rows, to, at, toStride, scratch, so);
            return;
        }
        long start = System.nanoTime();
        plain(from, fo, fromStride, rows, to, at, toStride);
        REHEARSAL.after(start, TRIAL);
    }

    static void plain(float[] from, int fo, int fromStride, int rows, float[] to, int at, int toStride) {
        for (int j = 0; j < COUNT; j++) {
            int row = fo + Math.min(j, rows - 1) * fromStride;
            for (int i = 0; i < COUNT; i++) {
                to[at + i * toStride + j] = from[row + i];
            }
        }
    }

    static void exchange(
            float[] from, int fo, int fromStride, int rows, float[] to, int at, int toStride, float[] scratch, int so) {
        int last = rows - 1;
        if (BITS == 0) {
            to[at] = from[fo];
            return;
        }
        if (BITS == 1) {
            pair2(from, fo, fo + Math.min(1, last) * fromStride, to, at, toStride);
            return;
        }
        for (int i = 0; i < COUNT; i += 4) {
            first(
                    from,
                    fo + Math.min(i, last) * fromStride,
                    fo + Math.min(i + 1, last) * fromStride,
                    fo + Math.min(i + 2, last) * fromStride,
                    fo + Math.min(i + 3, last) * fromStride,
                    BITS == 2 ? to : scratch,
                    BITS == 2 ? at : so + i * COUNT,
                    BITS == 2 ? toStride : COUNT);
        }
        if (BITS == 3) {
            for (int i = 0; i < 4; i++) {
                lastOf8(scratch, so + i * COUNT, to, at + i * toStride, toStride);
            }
        } else if (BITS == 4) {
            for (int i = 0; i < 4; i++) {
                lastOf16(scratch, so + i * COUNT, to, at + i * toStride, toStride);
            }
        }
    }

    /** The exchanges across lanes 1 and 2 apart, for four rows. */
    private static void first(float[] from, int f0, int f1, int f2, int f3, float[] to, int at, int stride) {
        FloatVector a = FloatVector.fromArray(FLOAT, from, f0);
        FloatVector b = FloatVector.fromArray(FLOAT, from, f1);
        FloatVector c = FloatVector.fromArray(FLOAT, from, f2);
        FloatVector d = FloatVector.fromArray(FLOAT, from, f3);
        FloatVector ab = a.blend(b.rearrange(SWAP_1), HIGH_1);
        FloatVector ba = a.rearrange(SWAP_1).blend(b, HIGH_1);
        FloatVector cd = c.blend(d.rearrange(SWAP_1), HIGH_1);
        FloatVector dc = c.rearrange(SWAP_1).blend(d, HIGH_1);
        ab.blend(cd.rearrange(SWAP_2), HIGH_2).intoArray(to, at);
        ba.blend(dc.rearrange(SWAP_2), HIGH_2).intoArray(to, at + stride);
        ab.rearrange(SWAP_2).blend(cd, HIGH_2).intoArray(to, at + 2 * stride);
        ba.rearrange(SWAP_2).blend(dc, HIGH_2).intoArray(to, at + 3 * stride);
    }

    /** The exchange across lanes 4 apart, for rows i and i + 4 of 8. */
    private static void lastOf8(float[] from, int fo, float[] to, int at, int stride) {
        FloatVector a = FloatVector.fromArray(FLOAT, from, fo);
        FloatVector b = FloatVector.fromArray(FLOAT, from, fo + 4 * COUNT);
        a.blend(b.rearrange(SWAP_4), HIGH_4).intoArray(to, at);
        a.rearrange(SWAP_4).blend(b, HIGH_4).intoArray(to, at + 4 * stride);
    }

    /** The exchanges across lanes 4 and 8 apart, for rows i, i + 4, i + 8 and i + 12 of 16. */
    private static void lastOf16(float[] from, int fo, float[] to, int at, int stride) {
        FloatVector a = FloatVector.fromArray(FLOAT, from, fo);
        FloatVector b = FloatVector.fromArray(FLOAT, from, fo + 4 * COUNT);
        FloatVector c = FloatVector.fromArray(FLOAT, from, fo + 8 * COUNT);
        FloatVector d = FloatVector.fromArray(FLOAT, from, fo + 12 * COUNT);
        FloatVector ab = a.blend(b.rearrange(SWAP_4), HIGH_4);
        FloatVector ba = a.rearrange(SWAP_4).blend(b, HIGH_4);
        FloatVector cd = c.blend(d.rearrange(SWAP_4), HIGH_4);
        FloatVector dc = c.rearrange(SWAP_4).blend(d, HIGH_4);
        ab.blend(cd.rearrange(SWAP_8), HIGH_8).intoArray(to, at);
        ba.blend(dc.rearrange(SWAP_8), HIGH_8).intoArray(to, at + 4 * stride);
        ab.rearrange(SWAP_8).blend(cd, HIGH_8).intoArray(to, at + 8 * stride);
        ba.rearrange(SWAP_8).blend(dc, HIGH_8).intoArray(to, at + 12 * stride);
    }

    private static void pair2(float[] from, int f0, int f1, float[] to, int at, int stride) {
        FloatVector a = FloatVector.fromArray(FLOAT, from, f0);
        FloatVector b = FloatVector.fromArray(FLOAT, from, f1);
        a.blend(b.rearrange(SWAP_1), HIGH_1).intoArray(to, at);
        a.rearrange(SWAP_1).blend(b, HIGH_1).intoArray(to, at + stride);
    }

    private static VectorShuffle<Float> swap(int bit) {
        return VectorShuffle.fromOp(FLOAT, lane -> (lane ^ bit) % COUNT);
    }

    private static VectorMask<Float> high(int bit) {
        boolean[] lanes = new boolean[COUNT];
        for (int i = 0; i < COUNT; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(FLOAT, lanes, 0);
    }
}
