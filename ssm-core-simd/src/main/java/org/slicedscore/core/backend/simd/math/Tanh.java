package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;
import static org.slicedscore.core.backend.simd.math.PlainMath.multiplyAdd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.slicedscore.api.numeric.Polynomial;

/** The hyperbolic tangent, within 2 ulp. See {@link VectorMath} for the rules of such kernels. */
public final class Tanh {
    private static final float SMALL = 0.625f;

    private static final float C0 = Polynomial.TANH.coefficient(0);
    private static final float C1 = Polynomial.TANH.coefficient(1);
    private static final float C2 = Polynomial.TANH.coefficient(2);
    private static final float C3 = Polynomial.TANH.coefficient(3);
    private static final float C4 = Polynomial.TANH.coefficient(4);

    private Tanh() {}

    /**
     * {@code to = tanh a}.
     *
     * @param scratch room for n floats
     */
    public static void of(float[] a, int ao, float[] to, int at, int n, float[] scratch, int so) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            x.add(x).abs().intoArray(scratch, so + i);
        }
        Exp.of(scratch, so, scratch, so, n);
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            FloatVector e = FloatVector.fromArray(FLOAT, scratch, so + i);
            // 1 − 2 / (e²ˣ + 1): no cancellation to speak of above SMALL, and 1 where e²ˣ is infinite
            FloatVector large = e.broadcast(1f).sub(e.broadcast(2f).div(e.add(1f)));
            // with the sign of x, bit by bit
            large = large.reinterpretAsInts()
                    .or(x.reinterpretAsInts().and(Integer.MIN_VALUE))
                    .reinterpretAsFloats();
            FloatVector z = x.mul(x);
            FloatVector p = FMA ? z.fma(C4, C3) : z.mul(C4).add(C3);
            p = FMA ? p.fma(z, z.broadcast(C2)) : p.mul(z).add(C2);
            p = FMA ? p.fma(z, z.broadcast(C1)) : p.mul(z).add(C1);
            p = FMA ? p.fma(z, z.broadcast(C0)) : p.mul(z).add(C0);
            p = p.mul(z);
            FloatVector small = FMA ? p.fma(x, x) : p.mul(x).add(x);
            large.blend(small, x.abs().compare(VectorOperators.LT, SMALL)).intoArray(to, at + i);
        }
    }

    /** tanh a: one number, with the same bits. */
    static float of(float x) {
        if (Math.abs(x) < SMALL) {
            float z = x * x;
            float p = multiplyAdd(z, C4, C3);
            p = multiplyAdd(p, z, C2);
            p = multiplyAdd(p, z, C1);
            p = multiplyAdd(p, z, C0);
            return multiplyAdd(p * z, x, x);
        }
        float large = 1f - 2f / (Exp.of(Math.abs(x + x), Exp.LOWEST) + 1f);
        int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
        return Float.intBitsToFloat(Float.floatToRawIntBits(large) | sign);
    }
}
