package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Element-wise operations on ranges of arrays. Rules of these kernels and of {@link Exp}, {@link Log},
 * {@link Tanh}, {@link Trig} and {@link Reductions}:
 *
 * <ul>
 *   <li>A range is done in whole vectors: operands must be readable and results writable up to the next multiple of the lane
 *       count. So there is one loop without a tail, and an element does not depend on the limits of its range.
 *       Exceptions say that they take exactly n elements.
 *   <li>The result may lie exactly over an operand.
 *   <li>A scalar operand is a range filled with it.
 *   <li>Only exactly rounded operations are used. {@code lanewise(EXP)} and the like are library code on some machines,
 * scalar code on others, and different scalar code in the interpreter; {@code reduceLanes} leaves the order of a sum
 *       open. With either, a result would depend on how warm the JVM is.
 *   <li>In a loop, methods are called on vectors that were made in it, with those from the pass before as arguments. The class of
 *       the former is known to the compiler before anything has run; that of the latter it takes from a profile, which there may
 *       not be.
 *   <li>No method takes or returns a vector: functions are written out in their loops. The compiler
 *       inlines only up to a size of caller and callee, and every vector that passes through a call
 *       that is not inlined becomes an object; that would depend on the order in which methods got warm. The
 *       Vector API's own methods are always inlined.
 * </ul>
 */
public final class VectorMath {
    private VectorMath() {}

    /** {@code to = −a}. */
    public static void negate(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i).neg().intoArray(to, at + i);
        }
    }

    /** {@code to = −|a|}. */
    public static void minusAbsolute(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i).abs().neg().intoArray(to, at + i);
        }
    }

    /** {@code to = √a}. */
    public static void sqrt(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i).sqrt().intoArray(to, at + i);
        }
    }

    /** {@code to = a + b}. */
    public static void add(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i)
                    .add(FloatVector.fromArray(FLOAT, b, bo + i))
                    .intoArray(to, at + i);
        }
    }

    /** {@code to = a − b}. */
    public static void subtract(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i)
                    .sub(FloatVector.fromArray(FLOAT, b, bo + i))
                    .intoArray(to, at + i);
        }
    }

    /** {@code to = a b}. */
    public static void multiply(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i)
                    .mul(FloatVector.fromArray(FLOAT, b, bo + i))
                    .intoArray(to, at + i);
        }
    }

    /** {@code to = a / b}. */
    public static void divide(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i)
                    .div(FloatVector.fromArray(FLOAT, b, bo + i))
                    .intoArray(to, at + i);
        }
    }

    /** {@code to = the larger of a and b}. */
    public static void maximum(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i)
                    .max(FloatVector.fromArray(FLOAT, b, bo + i))
                    .intoArray(to, at + i);
        }
    }

    /** {@code to = a b + c}. */
    public static void multiplyAdd(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            FloatVector y = FloatVector.fromArray(FLOAT, b, bo + i);
            FloatVector z = FloatVector.fromArray(FLOAT, c, co + i);
            (FMA ? x.fma(y, z) : x.mul(y).add(z)).intoArray(to, at + i);
        }
    }

    /** {@code to = 1} where a {@literal <} b, else 0. */
    public static void less(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        FloatVector zero = FloatVector.zero(FLOAT);
        for (int i = 0; i < n; i += COUNT) {
            VectorMask<Float> less = FloatVector.fromArray(FLOAT, a, ao + i)
                    .compare(VectorOperators.LT, FloatVector.fromArray(FLOAT, b, bo + i));
            zero.blend(1f, less).intoArray(to, at + i);
        }
    }

    /** {@code to = a}, or 0 where |a| {@literal <} b. */
    public static void flush(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            VectorMask<Float> small = x.abs().compare(VectorOperators.LT, FloatVector.fromArray(FLOAT, b, bo + i));
            x.blend(0f, small).intoArray(to, at + i);
        }
    }

    /** {@code to = b} where a is not 0, else c. */
    public static void select(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n) {
        for (int i = 0; i < n; i += COUNT) {
            VectorMask<Float> zero = FloatVector.fromArray(FLOAT, a, ao + i).compare(VectorOperators.EQ, 0f);
            FloatVector.fromArray(FLOAT, b, bo + i)
                    .blend(FloatVector.fromArray(FLOAT, c, co + i), zero)
                    .intoArray(to, at + i);
        }
    }
}
