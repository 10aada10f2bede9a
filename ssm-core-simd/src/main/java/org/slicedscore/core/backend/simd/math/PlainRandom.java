package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.FMA;
import static org.slicedscore.core.backend.simd.math.PlainMath.multiplyAdd;

import org.slicedscore.api.random.Philox;

/**
 * The kernels of {@link PhiloxVector} and {@link Gaussian}, number by number and with the same bits, for as long as those are
 * {@linkplain Rehearsal rehearsed}.
 */
public final class PlainRandom {
    private PlainRandom() {}

    /** As {@link PhiloxVector#words}. */
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
        int[] four = new int[Philox.BLOCK];
        int inRow = block;
        int r = row;
        for (int b = 0; b < blocks; b++) {
            Philox.block(key, inRow, r, direction, step, four, 0);
            firsts[2 * b] = four[0];
            seconds[2 * b] = four[1];
            firsts[2 * b + 1] = four[2];
            seconds[2 * b + 1] = four[3];
            if (++inRow == blocksInRow) {
                inRow = 0;
                r++;
            }
        }
    }

    /** As {@link PhiloxVector#uniform}. */
    public static void uniform(int[] firsts, int[] seconds, int pairs, float[] to, int at) {
        for (int i = 0; i < pairs; i++) {
            to[at + 2 * i] = (firsts[i] >>> 8) * 0x1p-24f;
            to[at + 2 * i + 1] = (seconds[i] >>> 8) * 0x1p-24f;
        }
    }

    /** As {@link PhiloxVector#rademacher}. */
    public static void rademacher(int[] firsts, int[] seconds, int pairs, float[] to, int at) {
        for (int i = 0; i < pairs; i++) {
            to[at + 2 * i] = firsts[i] < 0 ? -1f : 1f;
            to[at + 2 * i + 1] = seconds[i] < 0 ? -1f : 1f;
        }
    }

    /** As {@link Gaussian#radii}. */
    public static void radii(int[] firsts, int pairs, float[] high, int ho, float[] low, int lo) {
        for (int i = 0; i < pairs; i++) {
            float u = (firsts[i] >>> 8) + 1;
            int bits = Float.floatToRawIntBits(u) - Log.ROOT_HALF;
            float e = (bits >> 23) - 24;
            float f = Float.intBitsToFloat((bits & Log.MANTISSA) + Log.ROOT_HALF) - 1f;
            float p = multiplyAdd(f, Log.C7, Log.C6);
            p = multiplyAdd(p, f, Log.C5);
            p = multiplyAdd(p, f, Log.C4);
            p = multiplyAdd(p, f, Log.C3);
            p = multiplyAdd(p, f, Log.C2);
            p = multiplyAdd(p, f, Log.C1);
            p = multiplyAdd(p, f, Log.C0);
            float square = f * f;
            float half = square * 0.5f;
            float head = f - half;
            float tail = f - head - half + p * square * f;
            if (FMA) {
                tail -= Math.fma(f, f, -square) * 0.5f;
            }
            float whole = e * Exp.LN2_HIGH;
            float sum = whole + head;
            tail = multiplyAdd(e, Exp.LN2_LOW, whole - sum + head + tail);
            float log = sum + tail;
            float rest = (sum - log + tail) * -2f;
            float s = log * -2f;
            float r = (float) Math.sqrt(s);
            high[ho + i] = r;
            float missing = FMA ? Math.fma(-r, r, s) + rest : rest;
            low[lo + i] = missing / (r + r + Float.MIN_NORMAL);
        }
    }

    /** As {@link Gaussian#pairs}. */
    public static void pairs(int[] seconds, int pairs, float[] high, int ho, float[] low, int lo, float[] to, int at) {
        for (int i = 0; i < pairs; i++) {
            int turn = seconds[i] >>> 8;
            int quadrant = turn + (1 << 21) >>> 22;
            float f = (turn - (quadrant << 22)) * 0x1p-24f;
            float sine = Gaussian.sine(f);
            float sineRest = Gaussian.sineRest(f, sine);
            float less = Gaussian.cosineLessOne(f);
            float cosine = less + 1f;
            float cosineRest = -cosine + 1f + less;
            boolean odd = (quadrant & 1) != 0;
            float c = odd ? sine : cosine;
            float cRest = odd ? sineRest : cosineRest;
            float s = odd ? cosine : sine;
            float sRest = odd ? cosineRest : sineRest;
            float r = high[ho + i];
            float rRest = low[lo + i];
            float x = multiplyAdd(r, c, r * cRest + rRest * c);
            float y = multiplyAdd(r, s, r * sRest + rRest * s);
            to[at + 2 * i] = signed(x, quadrant + 1);
            to[at + 2 * i + 1] = signed(y, quadrant);
        }
    }

    /** With the other sign in the second half of a turn. */
    private static float signed(float x, int quadrant) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ (quadrant & 2) << 30);
    }
}
