package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Element-wise operations on ranges of arrays, and sums. Rules of these kernels and of {@link Exp}, {@link Log},
 * {@link Tanh} and {@link Trig}:
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

    /** {@code to = a}, exactly n elements. */
    public static void copy(float[] a, int ao, float[] to, int at, int n) {
        int i = 0;
        for (; i <= n - COUNT; i += COUNT) {
            FloatVector.fromArray(FLOAT, a, ao + i).intoArray(to, at + i);
        }
        for (; i < n; i++) {
            to[at + i] = a[ao + i];
        }
    }

    /** The sum of exactly n elements: four interleaved sums, then those; the order depends on n alone. */
    public static float sum(float[] a, int ao, int n) {
        FloatVector p0 = FloatVector.zero(FLOAT);
        FloatVector p1 = p0;
        FloatVector p2 = p0;
        FloatVector p3 = p0;
        int i = 0;
        for (; i <= n - 4 * COUNT; i += 4 * COUNT) {
            p0 = p0.add(FloatVector.fromArray(FLOAT, a, ao + i));
            p1 = p1.add(FloatVector.fromArray(FLOAT, a, ao + i + COUNT));
            p2 = p2.add(FloatVector.fromArray(FLOAT, a, ao + i + 2 * COUNT));
            p3 = p3.add(FloatVector.fromArray(FLOAT, a, ao + i + 3 * COUNT));
        }
        for (; i < n; i += COUNT) {
            p0 = p0.add(FloatVector.fromArray(FLOAT, a, ao + i, FLOAT.indexInRange(i, n)));
        }
        FloatVector s = p0.add(p1).add(p2.add(p3));
        if (COUNT > 8) {
            s = s.add(s.rearrange(Sums.BY_8));
        }
        if (COUNT > 4) {
            s = s.add(s.rearrange(Sums.BY_4));
        }
        if (COUNT > 2) {
            s = s.add(s.rearrange(Sums.BY_2));
        }
        return s.add(s.rearrange(Sums.BY_1)).lane(0);
    }

    /** The sums of rows of exactly n elements, each as by {@link #sum}. */
    public static void sums(float[] a, int ao, int rows, int n, float[] to, int at) {
        for (int i = 0; i < rows; i++) {
            to[at + i] = sum(a, ao + i * n, n);
        }
    }

    /** The inner product of exactly n elements, in an order that depends on n alone. */
    public static float dot(float[] a, int ao, float[] b, int bo, int n) {
        FloatVector p0 = FloatVector.zero(FLOAT);
        FloatVector p1 = p0;
        FloatVector p2 = p0;
        FloatVector p3 = p0;
        int i = 0;
        for (; i <= n - 4 * COUNT; i += 4 * COUNT) {
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i);
            FloatVector y = FloatVector.fromArray(FLOAT, b, bo + i);
            p0 = FMA ? x.fma(y, p0) : x.mul(y).add(p0);
            x = FloatVector.fromArray(FLOAT, a, ao + i + COUNT);
            y = FloatVector.fromArray(FLOAT, b, bo + i + COUNT);
            p1 = FMA ? x.fma(y, p1) : x.mul(y).add(p1);
            x = FloatVector.fromArray(FLOAT, a, ao + i + 2 * COUNT);
            y = FloatVector.fromArray(FLOAT, b, bo + i + 2 * COUNT);
            p2 = FMA ? x.fma(y, p2) : x.mul(y).add(p2);
            x = FloatVector.fromArray(FLOAT, a, ao + i + 3 * COUNT);
            y = FloatVector.fromArray(FLOAT, b, bo + i + 3 * COUNT);
            p3 = FMA ? x.fma(y, p3) : x.mul(y).add(p3);
        }
        for (; i < n; i += COUNT) {
            VectorMask<Float> mask = FLOAT.indexInRange(i, n);
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + i, mask);
            FloatVector y = FloatVector.fromArray(FLOAT, b, bo + i, mask);
            p0 = FMA ? x.fma(y, p0) : x.mul(y).add(p0);
        }
        FloatVector s = p0.add(p1).add(p2.add(p3));
        if (COUNT > 8) {
            s = s.add(s.rearrange(Sums.BY_8));
        }
        if (COUNT > 4) {
            s = s.add(s.rearrange(Sums.BY_4));
        }
        if (COUNT > 2) {
            s = s.add(s.rearrange(Sums.BY_2));
        }
        return s.add(s.rearrange(Sums.BY_1)).lane(0);
    }

    /** The largest of exactly n elements, at least one; NaN if one is. */
    public static float max(float[] a, int ao, int n) {
        float max = a[ao];
        for (int i = 1; i < n; i++) {
            max = Math.max(max, a[ao + i]);
        }
        return max;
    }

    /** {@code to = to + the sum of some rows}, element by element in their order. */
    public static void addRows(float[] from, int fo, int stride, int rows, float[] to, int at, int n) {
        for (int j = 0; j < n; j += COUNT) {
            FloatVector sum = FloatVector.fromArray(FLOAT, to, at + j);
            for (int i = 0; i < rows; i++) {
                sum = sum.add(FloatVector.fromArray(FLOAT, from, fo + i * stride + j));
            }
            sum.intoArray(to, at + j);
        }
    }

    /** {@code to} = the largest of {@code to} and some rows, element by element. */
    public static void maxRows(float[] from, int fo, int stride, int rows, float[] to, int at, int n) {
        for (int j = 0; j < n; j += COUNT) {
            FloatVector max = FloatVector.fromArray(FLOAT, to, at + j);
            for (int i = 0; i < rows; i++) {
                max = max.max(FloatVector.fromArray(FLOAT, from, fo + i * stride + j));
            }
            max.intoArray(to, at + j);
        }
    }

    /** The sum of some rows, optionally added to the target, element by element in row order; exactly n columns. */
    public static void sumRows(float[] from, int fo, int stride, int rows, float[] to, int at, int n, boolean add) {
        for (int j = 0; j < n; j += COUNT) {
            VectorMask<Float> mask = FLOAT.indexInRange(j, n);
            FloatVector sum = add ? FloatVector.fromArray(FLOAT, to, at + j, mask) : FloatVector.zero(FLOAT);
            for (int i = 0; i < rows; i++) {
                sum = sum.add(FloatVector.fromArray(FLOAT, from, fo + i * stride + j, mask));
            }
            sum.intoArray(to, at + j, mask);
        }
    }
}
