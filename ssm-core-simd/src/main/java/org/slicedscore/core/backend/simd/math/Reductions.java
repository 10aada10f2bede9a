package org.slicedscore.core.backend.simd.math;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Sums and other reductions, in an order that depends on their sizes alone. See {@link VectorMath} for the rules of such kernels. */
public final class Reductions {
    /** Rows of a trial: enough for the compiler to unroll the loop over them. */
    private static final int ROWS = 16;

    private static final Rehearsal SUMS = Rehearsal.ofLoops(3 * ROWS + 50);
    private static final Rehearsal ADD_ROWS = Rehearsal.ofLoops(4 * ROWS);
    private static final Rehearsal MAX_ROWS = Rehearsal.ofLoops(4 * ROWS);

    /** What trials work on. */
    private static final float[] NUMBERS = new float[(ROWS + 2) * COUNT];

    private Reductions() {}

    /** The sum of exactly n elements: four interleaved sums, then those; the order depends on n alone. */
    public static float sum(float[] a, int ao, int n) {
        if (SUMS.isOver()) {
            return vectorSums(a, ao, 1, n, null, 0);
        }
        long start = System.nanoTime();
        float sum = PlainMath.sum(a, ao, n);
        SUMS.after(start, Reductions::trySums);
        return sum;
    }

    /** The sums of rows of exactly n elements, each as by {@link #sum}. */
    public static void sums(float[] a, int ao, int rows, int n, float[] to, int at) {
        if (SUMS.isOver()) {
            vectorSums(a, ao, rows, n, to, at);
            return;
        }
        for (int i = 0; i < rows; i++) {
            to[at + i] = sum(a, ao + i * n, n);
        }
    }

    private static void trySums() {
        vectorSums(NUMBERS, 0, 1, (ROWS + 1) * COUNT + 1, null, 0);
        vectorSums(NUMBERS, 0, 4, 4 * COUNT, NUMBERS, 0);
        vectorSums(NUMBERS, 0, 4, COUNT - 1, NUMBERS, 0);
    }

    /**
     * The sums of rows.
     *
     * @param to where they go; null for nowhere
     * @return the last one
     */
    static float vectorSums(float[] a, int ao, int rows, int n, float[] to, int at) {
        FloatVector zero = FloatVector.zero(FLOAT);
        float last = 0;
        for (int row = 0; row < rows; row++) {
            int from = ao + row * n;
            FloatVector p0 = zero;
            FloatVector p1 = zero;
            FloatVector p2 = zero;
            FloatVector p3 = zero;
            int i = 0;
            for (; i <= n - 4 * COUNT; i += 4 * COUNT) {
                p0 = FloatVector.fromArray(FLOAT, a, from + i).add(p0);
                p1 = FloatVector.fromArray(FLOAT, a, from + i + COUNT).add(p1);
                p2 = FloatVector.fromArray(FLOAT, a, from + i + 2 * COUNT).add(p2);
                p3 = FloatVector.fromArray(FLOAT, a, from + i + 3 * COUNT).add(p3);
            }
            for (; i <= n - COUNT; i += COUNT) {
                p0 = FloatVector.fromArray(FLOAT, a, from + i).add(p0);
            }
            if (i < n) {
                p0 = FloatVector.fromArray(FLOAT, a, from + i, FLOAT.indexInRange(i, n))
                        .add(p0);
            }
            FloatVector s = zero.add(p0).add(p1).add(zero.add(p2).add(p3));
            if (COUNT > 8) {
                s = s.add(s.rearrange(Sums.BY_8));
            }
            if (COUNT > 4) {
                s = s.add(s.rearrange(Sums.BY_4));
            }
            if (COUNT > 2) {
                s = s.add(s.rearrange(Sums.BY_2));
            }
            last = s.add(s.rearrange(Sums.BY_1)).lane(0);
            if (to != null) {
                to[at + row] = last;
            }
        }
        return last;
    }

    /** The inner product of exactly n elements, in an order that depends on n alone. */
    public static float dot(float[] a, int ao, float[] b, int bo, int n) {
        FloatVector zero = FloatVector.zero(FLOAT);
        FloatVector p0 = zero;
        FloatVector p1 = zero;
        FloatVector p2 = zero;
        FloatVector p3 = zero;
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
        FloatVector s = zero.add(p0).add(p1).add(zero.add(p2).add(p3));
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
        if (ADD_ROWS.isOver()) {
            addVectors(from, fo, stride, rows, to, at, n);
            return;
        }
        long start = System.nanoTime();
        plainAddRows(from, fo, stride, rows, to, at, n);
        ADD_ROWS.after(start, () -> addVectors(NUMBERS, 0, 0, ROWS, NUMBERS, 2 * COUNT, 2 * COUNT));
    }

    static void plainAddRows(float[] from, int fo, int stride, int rows, float[] to, int at, int n) {
        for (int i = 0; i < rows; i++) {
            PlainMath.add(to, at, from, fo + i * stride, to, at, n);
        }
    }

    static void addVectors(float[] from, int fo, int stride, int rows, float[] to, int at, int n) {
        if (rows == 0) {
            return;
        }
        int end = fo + (rows - 1) * stride;
        for (int j = 0; j < n; j += COUNT) {
            FloatVector sum = FloatVector.fromArray(FLOAT, to, at + j);
            for (int i = fo; i < end; i += stride) {
                sum = FloatVector.fromArray(FLOAT, from, i + j).add(sum);
            }
            FloatVector.fromArray(FLOAT, from, end + j).add(sum).intoArray(to, at + j);
        }
    }

    /** {@code to} = the largest of {@code to} and some rows, element by element. */
    public static void maxRows(float[] from, int fo, int stride, int rows, float[] to, int at, int n) {
        if (MAX_ROWS.isOver()) {
            maxVectors(from, fo, stride, rows, to, at, n);
            return;
        }
        long start = System.nanoTime();
        plainMaxRows(from, fo, stride, rows, to, at, n);
        MAX_ROWS.after(start, () -> maxVectors(NUMBERS, 0, 0, ROWS, NUMBERS, 2 * COUNT, 2 * COUNT));
    }

    static void plainMaxRows(float[] from, int fo, int stride, int rows, float[] to, int at, int n) {
        for (int i = 0; i < rows; i++) {
            PlainMath.maximum(to, at, from, fo + i * stride, to, at, n);
        }
    }

    static void maxVectors(float[] from, int fo, int stride, int rows, float[] to, int at, int n) {
        if (rows == 0) {
            return;
        }
        int end = fo + (rows - 1) * stride;
        for (int j = 0; j < n; j += COUNT) {
            FloatVector max = FloatVector.fromArray(FLOAT, to, at + j);
            for (int i = fo; i < end; i += stride) {
                max = FloatVector.fromArray(FLOAT, from, i + j).max(max);
            }
            FloatVector.fromArray(FLOAT, from, end + j).max(max).intoArray(to, at + j);
        }
    }

    /** The sum of some rows, optionally added to the target, element by element in row order; exactly n columns. */
    public static void sumRows(float[] from, int fo, int stride, int rows, float[] to, int at, int n, boolean add) {
        if (!add) {
            Arrays.fill(to, at, at + n, 0);
        }
        int whole = n & -COUNT;
        addRows(from, fo, stride, rows, to, at, whole);
        plainAddRows(from, fo + whole, stride, rows, to, at + whole, n - whole);
    }
}
