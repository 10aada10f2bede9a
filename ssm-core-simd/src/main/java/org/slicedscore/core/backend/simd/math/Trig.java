package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;
import static org.slicedscore.core.backend.simd.math.PlainMath.multiplyAdd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine and cosine of radians, within 2 ulp; where a sine or cosine is nearly 0 and there is no fused multiply-add, within
 * 2⁻²⁴. See {@link VectorMath} for the rules of such kernels.
 */
public final class Trig {
    /** As far as multiples of π/2 can be taken off without losing digits; beyond, scalar code takes over. */
    static final float LIMIT = FMA ? 30_000f : 8_000f;

    private static final float TWO_OVER_PI = 0x1.45f306p-1f;

    // π/2 in parts. Without fused multiply-add the products must be exact, so the parts are shorter and more.
    private static final float HALF_PI_1 = FMA ? 0x1.921fb6p0f : 0x1.92p0f;
    private static final float HALF_PI_2 = FMA ? -0x1.777a5cp-25f : 0x1.fb4p-12f;
    private static final float HALF_PI_3 = FMA ? -0x1.ee59dap-50f : 0x1.444p-24f;
    private static final float HALF_PI_4 = FMA ? 0f : 0x1.68c234p-39f;

    // sin r = r + r³ (S0 + S1 r² + …), cos r = 1 − r²/2 + r⁴ (C0 + C1 r² + …)
    private static final float S0 = -0x1.555546p-3f;
    private static final float S1 = 0x1.110776p-7f;
    private static final float S2 = -0x1.9952fap-13f;
    private static final float C0 = 0x1.55554ap-5f;
    private static final float C1 = -0x1.6c0c28p-10f;
    private static final float C2 = 0x1.99e80cp-16f;

    private Trig() {}

    /**
     * {@code to = sin a}.
     *
     * @param scratch room for one vector
     */
    public static void sin(float[] a, int ao, float[] to, int at, int n, float[] scratch, int so) {
        wave(a, ao, to, at, n, 0, scratch, so);
    }

    /**
     * {@code to = cos a}.
     *
     * @param scratch room for one vector
     */
    public static void cos(float[] a, int ao, float[] to, int at, int n, float[] scratch, int so) {
        wave(a, ao, to, at, n, 1, scratch, so);
    }

    /** sin (a + quarters · π/2). */
    private static void wave(float[] a, int ao, float[] to, int at, int n, int quarters, float[] scratch, int so) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            FloatVector shifted =
                    FMA ? x.fma(TWO_OVER_PI, Exp.ROUND) : x.mul(TWO_OVER_PI).add(Exp.ROUND);
            FloatVector whole = shifted.sub(Exp.ROUND);
            FloatVector r = FMA
                    ? whole.fma(x.broadcast(-HALF_PI_1), x)
                    : whole.mul(-HALF_PI_1).add(x);
            r = FMA
                    ? whole.fma(x.broadcast(-HALF_PI_2), r)
                    : whole.mul(-HALF_PI_2).add(r);
            r = FMA
                    ? whole.fma(x.broadcast(-HALF_PI_3), r)
                    : whole.mul(-HALF_PI_3).add(r);
            if (!FMA) {
                r = whole.mul(-HALF_PI_4).add(r);
            }
            FloatVector z = r.mul(r);
            FloatVector p = FMA ? z.fma(S2, S1) : z.mul(S2).add(S1);
            p = FMA ? p.fma(z, z.broadcast(S0)) : p.mul(z).add(S0);
            p = p.mul(z);
            FloatVector sine = FMA ? p.fma(r, r) : p.mul(r).add(r);
            FloatVector q = FMA ? z.fma(C2, C1) : z.mul(C2).add(C1);
            q = FMA ? q.fma(z, z.broadcast(C0)) : q.mul(z).add(C0);
            FloatVector half = z.mul(0.5f);
            FloatVector high = half.neg().add(1f);
            // 1 − z/2 rounds; its error is restored with the small terms
            FloatVector lost = high.neg().add(1f).sub(half);
            FloatVector square = z.mul(z);
            FloatVector cosine =
                    high.add(FMA ? q.fma(square, lost) : q.mul(square).add(lost));
            IntVector quadrant = shifted.reinterpretAsInts().add(quarters);
            FloatVector y = sine.blend(
                    cosine, quadrant.and(1).compare(VectorOperators.NE, 0).cast(FLOAT));
            y.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, quadrant.and(2).lanewise(VectorOperators.LSHL, 30))
                    .reinterpretAsFloats()
                    .intoArray(to, at + i);
            if (x.abs().compare(VectorOperators.GT, LIMIT).anyTrue()) {
                // the result may lie over the operand
                x.intoArray(scratch, so);
                far(scratch, so, to, at + i, quarters);
            }
        }
    }

    private static void far(float[] a, int ao, float[] to, int at, int quarters) {
        for (int i = 0; i < COUNT; i++) {
            double x = a[ao + i];
            if (Math.abs(x) > LIMIT) {
                to[at + i] = (float) (quarters == 0 ? StrictMath.sin(x) : StrictMath.cos(x));
            }
        }
    }

    /** sin (a + quarters · π/2): one number, with the same bits. */
    static float wave(float x, int quarters) {
        if (Math.abs(x) > LIMIT) {
            return (float) (quarters == 0 ? StrictMath.sin(x) : StrictMath.cos(x));
        }
        float shifted = multiplyAdd(x, TWO_OVER_PI, Exp.ROUND);
        float whole = shifted - Exp.ROUND;
        float r = multiplyAdd(whole, -HALF_PI_1, x);
        r = multiplyAdd(whole, -HALF_PI_2, r);
        r = multiplyAdd(whole, -HALF_PI_3, r);
        if (!FMA) {
            r = multiplyAdd(whole, -HALF_PI_4, r);
        }
        float z = r * r;
        int quadrant = Float.floatToRawIntBits(shifted) + quarters;
        float y;
        if ((quadrant & 1) == 0) {
            float p = multiplyAdd(z, S2, S1);
            p = multiplyAdd(p, z, S0) * z;
            y = multiplyAdd(p, r, r);
        } else {
            float q = multiplyAdd(z, C2, C1);
            q = multiplyAdd(q, z, C0);
            float half = z * 0.5f;
            float high = -half + 1f;
            float lost = -high + 1f - half;
            y = high + multiplyAdd(q, z * z, lost);
        }
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ (quadrant & 2) << 30);
    }
}
