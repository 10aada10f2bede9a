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

/** Logarithms, within 1 ulp. See {@link VectorMath} for the rules of such kernels. */
public final class Log {
    static final int MANTISSA = 0x007fffff;

    /** √½, as bits: mantissas are taken from [√½, √2). */
    static final int ROOT_HALF = 0x3f3504f3;

    static final float C0 = Polynomial.LOG.coefficient(0);
    static final float C1 = Polynomial.LOG.coefficient(1);
    static final float C2 = Polynomial.LOG.coefficient(2);
    static final float C3 = Polynomial.LOG.coefficient(3);
    static final float C4 = Polynomial.LOG.coefficient(4);
    static final float C5 = Polynomial.LOG.coefficient(5);
    static final float C6 = Polynomial.LOG.coefficient(6);
    static final float C7 = Polynomial.LOG.coefficient(7);

    private static final float SUBNORMAL_SCALE = 0x1p25f;
    private static final float[] ZEROS = new float[1024];

    private Log() {}

    /** {@code to = ln a}. */
    public static void of(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += ZEROS.length) {
            plus(a, ao + i, ZEROS, 0, to, at + i, Math.min(ZEROS.length, n - i));
        }
    }

    /**
     * {@code to = ln (1 + a)}, accurate where a is small.
     *
     * @param scratch room for n floats
     */
    public static void ofOnePlus(float[] a, int ao, float[] to, int at, int n, float[] scratch, int so) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            FloatVector u = x.add(1f);
            // The relative rounding error of the sum; infinite or NaN only if the logarithm is not finite.
            x.sub(u.sub(1f)).div(u).intoArray(scratch, so + i);
            u.intoArray(to, at + i);
        }
        plus(to, at, scratch, so, to, at, n);
    }

    /** {@code to = ln a + small}. */
    private static void plus(float[] a, int ao, float[] small, int so, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
            // a = 2ᵉ (1 + f)
            IntVector bits =
                    x.blend(x.mul(SUBNORMAL_SCALE), tiny).reinterpretAsInts().sub(ROOT_HALF);
            FloatVector e =
                    (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
            e = e.sub(FloatVector.zero(FLOAT).blend(25f, tiny));
            FloatVector f =
                    bits.and(MANTISSA).add(ROOT_HALF).reinterpretAsFloats().sub(1f);
            FloatVector p = FMA ? f.fma(C7, C6) : f.mul(C7).add(C6);
            p = FMA ? p.fma(f, f.broadcast(C5)) : p.mul(f).add(C5);
            p = FMA ? p.fma(f, f.broadcast(C4)) : p.mul(f).add(C4);
            p = FMA ? p.fma(f, f.broadcast(C3)) : p.mul(f).add(C3);
            p = FMA ? p.fma(f, f.broadcast(C2)) : p.mul(f).add(C2);
            p = FMA ? p.fma(f, f.broadcast(C1)) : p.mul(f).add(C1);
            p = FMA ? p.fma(f, f.broadcast(C0)) : p.mul(f).add(C0);
            FloatVector square = f.mul(f);
            FloatVector half = square.mul(0.5f);
            FloatVector added = FloatVector.fromArray(FLOAT, small, so + i);
            p = p.mul(square);
            FloatVector cubic = FMA ? p.fma(f, added) : p.mul(f).add(added);
            // The large terms are added exactly; their rounding error is added last.
            FloatVector high = f.sub(half);
            FloatVector low = f.sub(high).sub(half).add(cubic);
            FloatVector whole = e.mul(Exp.LN2_HIGH);
            FloatVector sum = whole.add(high);
            low = whole.sub(sum).add(high).add(low);
            FloatVector log = sum.add(
                    FMA
                            ? e.fma(e.broadcast(Exp.LN2_LOW), low)
                            : e.mul(Exp.LN2_LOW).add(low));
            FloatVector y = x.blend(log, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
            y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f)).intoArray(to, at + i);
        }
    }

    /** ln a + small: one number, with the same bits. */
    static float plus(float a, float small) {
        if (!(a > 0f)) {
            return a == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        if (!(a < Float.POSITIVE_INFINITY)) {
            return a;
        }
        boolean tiny = a < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(tiny ? a * SUBNORMAL_SCALE : a) - ROOT_HALF;
        float e = (float) (bits >> 23) - (tiny ? 25f : 0f);
        float f = Float.intBitsToFloat((bits & MANTISSA) + ROOT_HALF) - 1f;
        float p = multiplyAdd(f, C7, C6);
        p = multiplyAdd(p, f, C5);
        p = multiplyAdd(p, f, C4);
        p = multiplyAdd(p, f, C3);
        p = multiplyAdd(p, f, C2);
        p = multiplyAdd(p, f, C1);
        p = multiplyAdd(p, f, C0);
        float square = f * f;
        float half = square * 0.5f;
        float cubic = multiplyAdd(p * square, f, small);
        float high = f - half;
        float low = f - high - half + cubic;
        float whole = e * Exp.LN2_HIGH;
        float sum = whole + high;
        low = whole - sum + high + low;
        return sum + multiplyAdd(e, Exp.LN2_LOW, low);
    }
}
