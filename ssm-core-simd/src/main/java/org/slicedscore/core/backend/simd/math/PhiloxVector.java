package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.INT;
import static org.slicedscore.core.backend.simd.math.Lanes.LONG;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.slicedscore.api.random.Philox;

/**
 * The words of {@link Philox}, one block a 64-bit lane, and the numbers made from single
 * words. Words come as pairs, from which {@link Gaussian} makes pairs of numbers: firsts and seconds in separate
 * arrays.
 */
public final class PhiloxVector {
    /** Blocks whose words are made at once. */
    private static final int BLOCKS = LONG.length();

    /**
     * AVX-512 multiplies 64-bit lanes. Without it, the compiler must see that the upper halves are 0 to use the one
     * suitable instruction.
     */
    private static final boolean WIDE = FLOAT.vectorBitSize() == 512;

    private static final long MASK = 0xffffffffL;

    /** Lanes 0 0 1 1 2 2 …, and the same from the middle on: with {@link #ODD}, two vectors lane by lane. */
    static final VectorShuffle<Float> LOWER = VectorShuffle.fromOp(FLOAT, lane -> lane / 2);

    static final VectorShuffle<Float> UPPER = VectorShuffle.fromOp(FLOAT, lane -> (COUNT + lane) / 2);
    static final VectorMask<Float> ODD = VectorMask.fromLong(FLOAT, 0xaaaaaaaaaaaaaaaaL);

    private PhiloxVector() {}

    /**
     * The words of consecutive blocks, row after row.
     *
     * @param key k0 in the low half, k1 in the high half
     * @param blocksInRow blocks of a row
     * @param row number of the first block's row
     * @param block number of the first block in its row
     * @param direction third counter word
     * @param step fourth counter word
     * @param blocks number of blocks; there must be room for whole vectors
     * @param firsts words 0 and 2 of each block
     * @param seconds words 1 and 3 of each block
     */
    public static void words(
            long key,
            int blocksInRow,
            int row,
            int block,
            int direction,
            int step,
            int blocks,
            int[] firsts,
            int[] seconds) {
        // lane by lane, the counters of the first vector
        for (int i = 0; i < BLOCKS; i++) {
            firsts[2 * i] = (block + i) % blocksInRow;
            firsts[2 * i + 1] = 0;
            seconds[2 * i] = row + (block + i) / blocksInRow;
            seconds[2 * i + 1] = 0;
        }
        LongVector c0 = IntVector.fromArray(INT, firsts, 0).reinterpretAsLongs();
        LongVector c1 = IntVector.fromArray(INT, seconds, 0).reinterpretAsLongs();
        LongVector m0 = LongVector.broadcast(LONG, Philox.FACTOR0);
        LongVector m1 = LongVector.broadcast(LONG, Philox.FACTOR1);
        LongVector lower = LongVector.broadcast(LONG, MASK);
        LongVector zero = LongVector.zero(LONG);
        LongVector rows = LongVector.broadcast(LONG, BLOCKS / blocksInRow);
        LongVector rest = LongVector.broadcast(LONG, BLOCKS % blocksInRow);
        for (int b = 0; b < blocks; b += BLOCKS) {
            LongVector x0 = c0;
            LongVector x1 = lower.and(c1);
            LongVector x2 = LongVector.broadcast(LONG, direction & MASK);
            LongVector x3 = LongVector.broadcast(LONG, step & MASK);
            int k0 = (int) key;
            int k1 = (int) (key >>> 32);
            for (int round = 0; round < Philox.ROUNDS; round++) {
                LongVector p0 = WIDE ? m0.mul(x0) : lower.and(x0).mul(m0.and(MASK));
                LongVector p1 = WIDE ? m1.mul(x2) : lower.and(x2).mul(m1.and(MASK));
                x0 = p1.lanewise(VectorOperators.LSHR, 32)
                        .lanewise(VectorOperators.XOR, x1)
                        .lanewise(VectorOperators.XOR, k0 & MASK);
                x1 = p1.and(MASK);
                x2 = p0.lanewise(VectorOperators.LSHR, 32)
                        .lanewise(VectorOperators.XOR, x3)
                        .lanewise(VectorOperators.XOR, k1 & MASK);
                x3 = p0.and(MASK);
                k0 += Philox.KEY_STEP0;
                k1 += Philox.KEY_STEP1;
            }
            zero.or(x2)
                    .lanewise(VectorOperators.LSHL, 32)
                    .or(x0)
                    .reinterpretAsInts()
                    .intoArray(firsts, 2 * b);
            zero.or(x3)
                    .lanewise(VectorOperators.LSHL, 32)
                    .or(x1)
                    .reinterpretAsInts()
                    .intoArray(seconds, 2 * b);
            c0 = rest.add(c0);
            c1 = rows.add(c1);
            // all ones where a row is full; not a mask, since there is none of two lanes
            LongVector full =
                    LongVector.broadcast(LONG, blocksInRow - 1L).sub(c0).lanewise(VectorOperators.ASHR, 63);
            c0 = c0.sub(full.and(blocksInRow));
            c1 = c1.sub(full);
        }
    }

    /** Uniform numbers: multiples of 2⁻²⁴ in [0, 1). Writes whole pairs of vectors. */
    public static void uniform(int[] firsts, int[] seconds, int pairs, float[] to, int at) {
        for (int i = 0; i < pairs; i += COUNT) {
            FloatVector u = (FloatVector) IntVector.fromArray(INT, firsts, i)
                    .lanewise(VectorOperators.LSHR, 8)
                    .convert(VectorOperators.I2F, 0);
            FloatVector v = (FloatVector) IntVector.fromArray(INT, seconds, i)
                    .lanewise(VectorOperators.LSHR, 8)
                    .convert(VectorOperators.I2F, 0);
            u = u.mul(0x1p-24f);
            v = v.mul(0x1p-24f);
            u.rearrange(LOWER).blend(v.rearrange(LOWER), ODD).intoArray(to, at + 2 * i);
            u.rearrange(UPPER).blend(v.rearrange(UPPER), ODD).intoArray(to, at + 2 * i + COUNT);
        }
    }

    /** Signs: −1 where the top bit is set, else +1. Writes whole pairs of vectors. */
    public static void rademacher(int[] firsts, int[] seconds, int pairs, float[] to, int at) {
        int one = Float.floatToRawIntBits(1f);
        for (int i = 0; i < pairs; i += COUNT) {
            FloatVector u = IntVector.fromArray(INT, firsts, i)
                    .and(Integer.MIN_VALUE)
                    .or(one)
                    .reinterpretAsFloats();
            FloatVector v = IntVector.fromArray(INT, seconds, i)
                    .and(Integer.MIN_VALUE)
                    .or(one)
                    .reinterpretAsFloats();
            u.rearrange(LOWER).blend(v.rearrange(LOWER), ODD).intoArray(to, at + 2 * i);
            u.rearrange(UPPER).blend(v.rearrange(UPPER), ODD).intoArray(to, at + 2 * i + COUNT);
        }
    }
}
