package org.slicedscore.core.backend.simd.math;

/**
 * The operations of {@link VectorMath}, {@link Exp}, {@link Log}, {@link Tanh} and {@link Trig}, number by number and with the
 * same bits, for as long as those are {@linkplain Rehearsal rehearsed}. The result may lie exactly over an operand.
 */
public final class PlainMath {
    private PlainMath() {}

    /** {@code a b + c}, rounded as often as the kernels round it. */
    public static float multiplyAdd(float a, float b, float c) {
        return Lanes.FMA ? Math.fma(a, b, c) : a * b + c;
    }

    /** {@code to = −a}. */
    public static void negate(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = -a[ao + i];
        }
    }

    /** {@code to = −|a|}. */
    public static void minusAbsolute(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = -Math.abs(a[ao + i]);
        }
    }

    /** {@code to = √a}. */
    public static void sqrt(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = (float) Math.sqrt(a[ao + i]);
        }
    }

    /** {@code to = a + b}. */
    public static void add(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = a[ao + i] + b[bo + i];
        }
    }

    /** {@code to = a − b}. */
    public static void subtract(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = a[ao + i] - b[bo + i];
        }
    }

    /** {@code to = a b}. */
    public static void multiply(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = a[ao + i] * b[bo + i];
        }
    }

    /** {@code to = a / b}. */
    public static void divide(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = a[ao + i] / b[bo + i];
        }
    }

    /** {@code to = the larger of a and b}. */
    public static void maximum(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Math.max(a[ao + i], b[bo + i]);
        }
    }

    /** {@code to = a b + c}. */
    public static void multiplyAdd(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = multiplyAdd(a[ao + i], b[bo + i], c[co + i]);
        }
    }

    /** {@code to = 1} where a {@literal <} b, else 0. */
    public static void less(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = a[ao + i] < b[bo + i] ? 1f : 0f;
        }
    }

    /** {@code to = a}, or 0 where |a| {@literal <} b. */
    public static void flush(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            float x = a[ao + i];
            to[at + i] = Math.abs(x) < b[bo + i] ? 0f : x;
        }
    }

    /** {@code to = b} where a is not 0, else c. */
    public static void select(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = a[ao + i] == 0f ? c[co + i] : b[bo + i];
        }
    }

    /** {@code to = eᵃ}, or 0 where a is less than {@code lowest}. */
    public static void exp(float[] a, int ao, float[] to, int at, int n, float lowest) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Exp.of(a[ao + i], lowest);
        }
    }

    /** {@code to = ln a}. */
    public static void log(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Log.plus(a[ao + i], 0f);
        }
    }

    /** {@code to = ln (1 + a)}. */
    public static void logOfOnePlus(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            float x = a[ao + i];
            float u = x + 1f;
            to[at + i] = Log.plus(u, (x - (u - 1f)) / u);
        }
    }

    /** {@code to = tanh a}. */
    public static void tanh(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Tanh.of(a[ao + i]);
        }
    }

    /** {@code to = sin a}. */
    public static void sin(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Trig.wave(a[ao + i], 0);
        }
    }

    /** {@code to = cos a}. */
    public static void cos(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = Trig.wave(a[ao + i], 1);
        }
    }

    /** The sum of n elements: four vectors of interleaved sums, then those, in the order of {@link Reductions#sum}. */
    static float sum(float[] a, int ao, int n) {
        float[] lanes = new float[4 * Lanes.COUNT];
        int whole = n & -lanes.length;
        for (int i = 0; i < n; i++) {
            lanes[i & (i < whole ? lanes.length : Lanes.COUNT) - 1] += a[ao + i];
        }
        for (int i = 0; i < Lanes.COUNT; i++) {
            float first = lanes[i] + lanes[i + Lanes.COUNT];
            lanes[i] = first + (lanes[i + 2 * Lanes.COUNT] + lanes[i + 3 * Lanes.COUNT]);
        }
        return Sums.plain(lanes);
    }
}
