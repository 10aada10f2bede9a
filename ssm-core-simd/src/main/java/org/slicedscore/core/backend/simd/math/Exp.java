package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;
import static org.slicedscore.core.backend.simd.math.PlainMath.multiplyAdd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.slicedscore.api.numeric.Polynomial;

/**
 * The exponential function, within 1 ulp, and 0 in place of results too small for what is done with them: at least of
 * denormal ones, which slow down many processors. See {@link VectorMath} for the rules of such kernels.
 */
public final class Exp {
    /** Above this all is infinity. */
    static final float HIGHEST = 89f;

    /** Below this results are denormal. */
    static final float LOWEST = lowest(Float.MIN_NORMAL);

    static final float LOG2_E = 0x1.715476p0f;

    /** Adding this rounds to an integer, which then sits in the low bits. */
    static final float ROUND = 0x1.8p23f;

    static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

    static final float LN2_HIGH = Polynomial.LN2_HIGH;
    static final float LN2_LOW = Polynomial.LN2_LOW;

    static final float C0 = Polynomial.EXP.coefficient(0);
    static final float C1 = Polynomial.EXP.coefficient(1);
    static final float C2 = Polynomial.EXP.coefficient(2);
    static final float C3 = Polynomial.EXP.coefficient(3);
    static final float C4 = Polynomial.EXP.coefficient(4);

    private Exp() {}

    /** The least argument whose result is at least {@code bound}, a normal number, with room for an error of rounding. */
    public static float lowest(double bound) {
        return Math.nextUp((float) Math.log(bound));
    }

    /** {@code to = eᵃ}, or 0 where that is denormal. */
    public static void of(float[] a, int ao, float[] to, int at, int n) {
        of(a, ao, to, at, n, LOWEST);
    }

    /** {@code to = eᵃ}, or 0 where a is less than {@code lowest}. */
    public static void of(float[] a, int ao, float[] to, int at, int n, float lowest) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            // comparisons rather than min and max, which cost more; NaN stays NaN
            x = x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST));
            VectorMask<Float> small = x.compare(VectorOperators.LT, lowest);
            x = x.blend(lowest, small);
            FloatVector shifted = FMA ? x.fma(LOG2_E, ROUND) : x.mul(LOG2_E).add(ROUND);
            FloatVector whole = shifted.sub(ROUND);
            FloatVector r = FMA
                    ? whole.fma(x.broadcast(-LN2_HIGH), x)
                    : whole.mul(-LN2_HIGH).add(x);
            r = FMA ? whole.fma(x.broadcast(-LN2_LOW), r) : whole.mul(-LN2_LOW).add(r);
            FloatVector p = FMA ? r.fma(C4, C3) : r.mul(C4).add(C3);
            p = FMA ? p.fma(r, r.broadcast(C2)) : p.mul(r).add(C2);
            p = FMA ? p.fma(r, r.broadcast(C1)) : p.mul(r).add(C1);
            p = FMA ? p.fma(r, r.broadcast(C0)) : p.mul(r).add(C0);
            FloatVector square = r.mul(r);
            p = (FMA ? p.fma(square, r) : p.mul(square).add(r)).add(1f);
            // 2ⁿ in two factors, since n may lie outside of the exponents of normal numbers
            IntVector e = shifted.reinterpretAsInts().sub(ROUND_BITS);
            IntVector half = e.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second =
                    e.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            p.mul(first).mul(second).blend(0f, small).intoArray(to, at + i);
        }
    }

    /** eᵃ, or 0 where a is less than {@code lowest}: one number, with the same bits. */
    static float of(float a, float lowest) {
        float x = a > HIGHEST ? HIGHEST : a;
        if (x < lowest) {
            return 0f;
        }
        float shifted = multiplyAdd(x, LOG2_E, ROUND);
        float whole = shifted - ROUND;
        float r = multiplyAdd(whole, -LN2_LOW, multiplyAdd(whole, -LN2_HIGH, x));
        float p = multiplyAdd(r, C4, C3);
        p = multiplyAdd(p, r, C2);
        p = multiplyAdd(p, r, C1);
        p = multiplyAdd(p, r, C0);
        p = multiplyAdd(p, r * r, r) + 1f;
        int e = Float.floatToRawIntBits(shifted) - ROUND_BITS;
        int half = e >> 1;
        return p * Float.intBitsToFloat(half + 127 << 23) * Float.intBitsToFloat(e - half + 127 << 23);
    }
}
