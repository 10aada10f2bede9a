package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;
import static org.slicedscore.core.backend.simd.math.Lanes.INT;
import static org.slicedscore.core.backend.simd.math.PhiloxVector.LOWER;
import static org.slicedscore.core.backend.simd.math.PhiloxVector.ODD;
import static org.slicedscore.core.backend.simd.math.PhiloxVector.UPPER;
import static org.slicedscore.core.backend.simd.math.PlainMath.multiplyAdd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.slicedscore.api.numeric.Polynomial;

/**
 * Pairs of Gaussian numbers by the method of Box and Muller, within 1.5 ulp of exact evaluation (4 without fused
 * multiply-add).
 *
 * <p>Radius and angle are held in two floats each, the second with the rounding error of the first; otherwise the
 * errors of logarithm, root, sine and product would add up. The angle is reduced in turns, where it is exact.
 */
public final class Gaussian {
    private static final float TWO_PI = 0x1.921fb6p2f;

    private static final float S0 = Polynomial.SINE_OF_TURN.coefficient(0);
    private static final float S1 = Polynomial.SINE_OF_TURN.coefficient(1);
    private static final float S2 = Polynomial.SINE_OF_TURN.coefficient(2);
    private static final float S3 = Polynomial.SINE_OF_TURN.coefficient(3);
    private static final float C0 = Polynomial.COSINE_OF_TURN.coefficient(0);
    private static final float C1 = Polynomial.COSINE_OF_TURN.coefficient(1);
    private static final float C2 = Polynomial.COSINE_OF_TURN.coefficient(2);
    private static final float C3 = Polynomial.COSINE_OF_TURN.coefficient(3);

    private Gaussian() {}

    /**
     * {@code high + low = √(−2 ln u)} with u = (word / 2⁸ + 1) / 2²⁴.
     *
     * @param firsts words
     */
    public static void radii(int[] firsts, int pairs, float[] high, int ho, float[] low, int lo) {
        for (int i = 0; i < pairs; i += COUNT) {
            FloatVector u = (FloatVector) IntVector.fromArray(INT, firsts, i)
                    .lanewise(VectorOperators.LSHR, 8)
                    .add(1)
                    .convert(VectorOperators.I2F, 0);
            // the logarithm as in Log, without the exceptions
            IntVector bits = u.reinterpretAsInts().sub(Log.ROOT_HALF);
            FloatVector e = (FloatVector)
                    bits.lanewise(VectorOperators.ASHR, 23).sub(24).convert(VectorOperators.I2F, 0);
            FloatVector f = bits.and(Log.MANTISSA)
                    .add(Log.ROOT_HALF)
                    .reinterpretAsFloats()
                    .sub(1f);
            FloatVector p = FMA ? f.fma(Log.C7, Log.C6) : f.mul(Log.C7).add(Log.C6);
            p = FMA ? p.fma(f, f.broadcast(Log.C5)) : p.mul(f).add(Log.C5);
            p = FMA ? p.fma(f, f.broadcast(Log.C4)) : p.mul(f).add(Log.C4);
            p = FMA ? p.fma(f, f.broadcast(Log.C3)) : p.mul(f).add(Log.C3);
            p = FMA ? p.fma(f, f.broadcast(Log.C2)) : p.mul(f).add(Log.C2);
            p = FMA ? p.fma(f, f.broadcast(Log.C1)) : p.mul(f).add(Log.C1);
            p = FMA ? p.fma(f, f.broadcast(Log.C0)) : p.mul(f).add(Log.C0);
            FloatVector square = f.mul(f);
            FloatVector half = square.mul(0.5f);
            FloatVector head = f.sub(half);
            FloatVector tail = f.sub(head).sub(half).add(p.mul(square).mul(f));
            if (FMA) {
                // the rounding error of the square
                tail = tail.sub(f.fma(f, square.neg()).mul(0.5f));
            }
            FloatVector whole = e.mul(Exp.LN2_HIGH);
            FloatVector sum = whole.add(head);
            tail = whole.sub(sum).add(head).add(tail);
            tail = FMA
                    ? e.fma(e.broadcast(Exp.LN2_LOW), tail)
                    : e.mul(Exp.LN2_LOW).add(tail);
            FloatVector log = sum.add(tail);
            FloatVector rest = sum.sub(log).add(tail).mul(-2f);
            FloatVector s = log.mul(-2f);
            FloatVector r = s.sqrt();
            r.intoArray(high, ho + i);
            // one step of Newton's method; the small addend keeps 0 from being divided by 0
            FloatVector missing = FMA ? r.neg().fma(r, s).add(rest) : rest;
            missing.div(r.add(r).add(Float.MIN_NORMAL)).intoArray(low, lo + i);
        }
    }

    /**
     * The numbers: r cos 2πu and r sin 2πu with u = (word / 2⁸) / 2²⁴, side by side. Writes whole pairs of vectors.
     *
     * @param seconds words
     */
    public static void pairs(int[] seconds, int pairs, float[] high, int ho, float[] low, int lo, float[] to, int at) {
        for (int i = 0; i < pairs; i += COUNT) {
            IntVector turn = IntVector.fromArray(INT, seconds, i).lanewise(VectorOperators.LSHR, 8);
            IntVector quadrant = turn.add(1 << 21).lanewise(VectorOperators.LSHR, 22);
            FloatVector f = (FloatVector)
                    turn.sub(quadrant.lanewise(VectorOperators.LSHL, 22)).convert(VectorOperators.I2F, 0);
            f = f.mul(0x1p-24f);
            FloatVector z = f.mul(f);
            FloatVector p = FMA ? z.fma(S3, S2) : z.mul(S3).add(S2);
            p = FMA ? p.fma(z, z.broadcast(S1)) : p.mul(z).add(S1);
            FloatVector sine = f.mul(TWO_PI);
            FloatVector sineRest = FMA ? p.fma(z, z.broadcast(S0)) : p.mul(z).add(S0);
            sineRest = FMA ? sineRest.fma(f, f.fma(f.broadcast(TWO_PI), sine.neg())) : sineRest.mul(f);
            FloatVector q = FMA ? z.fma(C3, C2) : z.mul(C3).add(C2);
            q = FMA ? q.fma(z, z.broadcast(C1)) : q.mul(z).add(C1);
            q = FMA ? q.fma(z, z.broadcast(C0)) : q.mul(z).add(C0);
            q = q.mul(z);
            FloatVector cosine = q.add(1f);
            FloatVector cosineRest = cosine.neg().add(1f).add(q);
            VectorMask<Float> odd =
                    quadrant.and(1).compare(VectorOperators.NE, 0).cast(FLOAT);
            IntVector signX = quadrant.add(1).and(2).lanewise(VectorOperators.LSHL, 30);
            IntVector signY = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
            FloatVector r = FloatVector.fromArray(FLOAT, high, ho + i);
            FloatVector rRest = FloatVector.fromArray(FLOAT, low, lo + i);
            FloatVector c = cosine.blend(sine, odd);
            FloatVector cRest = cosineRest.blend(sineRest, odd);
            FloatVector s = sine.blend(cosine, odd);
            FloatVector sRest = sineRest.blend(cosineRest, odd);
            FloatVector x = r.mul(cRest).add(rRest.mul(c));
            x = FMA ? r.fma(c, x) : r.mul(c).add(x);
            FloatVector y = r.mul(sRest).add(rRest.mul(s));
            y = FMA ? r.fma(s, y) : r.mul(s).add(y);
            x = x.reinterpretAsInts().lanewise(VectorOperators.XOR, signX).reinterpretAsFloats();
            y = y.reinterpretAsInts().lanewise(VectorOperators.XOR, signY).reinterpretAsFloats();
            x.rearrange(LOWER).blend(y.rearrange(LOWER), ODD).intoArray(to, at + 2 * i);
            x.rearrange(UPPER).blend(y.rearrange(UPPER), ODD).intoArray(to, at + 2 * i + COUNT);
        }
    }

    /** sin 2πf of a turn from −⅛ to ⅛ without its rounding error: one number, with the same bits. */
    static float sine(float f) {
        return f * TWO_PI;
    }

    /** What {@link #sine} lacks. */
    static float sineRest(float f, float sine) {
        float z = f * f;
        float p = multiplyAdd(z, S3, S2);
        p = multiplyAdd(p, z, S1);
        p = multiplyAdd(p, z, S0);
        return FMA ? Math.fma(p, f, Math.fma(f, TWO_PI, -sine)) : p * f;
    }

    /** cos 2πf − 1. */
    static float cosineLessOne(float f) {
        float z = f * f;
        float q = multiplyAdd(z, C3, C2);
        q = multiplyAdd(q, z, C1);
        q = multiplyAdd(q, z, C0);
        return q * z;
    }
}
