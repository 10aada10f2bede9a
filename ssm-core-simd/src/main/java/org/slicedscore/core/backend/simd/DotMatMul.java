package org.slicedscore.core.backend.simd;

import static org.slicedscore.core.backend.simd.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.Lanes.fma;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Matrix products with few rows or columns whose operands run along k: inner products, read in place, vectors along k.
 * Packing would cost more than it saves where an element is used only a few times.
 */
final class DotMatMul implements MatMulKernel, Task {
    private static final int ROWS = 4;

    /** Multiply-adds of a task. */
    private static final long TASK = 50_000;

    private final int m;
    private final int n;
    private final int k;
    private final Operand aView;
    private final Operand bView;
    private final Operand cView;
    private final boolean add;
    private final boolean copied;
    private final int rowsPerTask;
    private final Scratch scratch;

    private float[] a;
    private int ao;
    private int aRow;
    private float[] b;
    private int bo;
    private int bColumn;
    private float[] c;
    private int co;

    /**
     * @param aView contiguous along k
     * @param bView the operand with few columns; copied first unless it is contiguous along k
     */
    DotMatMul(int m, int n, int k, Operand aView, Operand bView, Operand cView, boolean add, Scratch scratch) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.aView = aView;
        this.bView = bView;
        this.cView = cView;
        this.add = add;
        this.scratch = scratch;
        copied = bView.row() != 1 && k > 1;
        int rows = Math.clamp(TASK / ((long) n * k), ROWS, Math.max(ROWS, m));
        rowsPerTask = (Math.max(rows, m / 64) + ROWS - 1) / ROWS * ROWS;
        scratch.reserve(copied ? (long) n * k : 0, 0);
    }

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, Threads threads) {
        this.a = a;
        this.ao = ao;
        this.c = c;
        this.co = co;
        aRow = aView.row();
        if (copied) {
            float[] to = scratch.shared();
            for (int p = 0; p < k; p++) {
                for (int j = 0; j < n; j++) {
                    to[j * k + p] = b[bo + j * bView.column() + p * bView.row()];
                }
            }
            this.b = to;
            this.bo = 0;
            bColumn = k;
        } else {
            this.b = b;
            this.bo = bo;
            bColumn = bView.column();
        }
        threads.run(this, (m + rowsPerTask - 1) / rowsPerTask, (long) m * n * k);
    }

    @Override
    public void run(int index, int worker) {
        int first = index * rowsPerTask;
        int last = Math.min(m, first + rowsPerTask);
        int i = first;
        for (; i + ROWS <= last; i += ROWS) {
            int at = co + i * cView.row();
            int j = 0;
            for (; j + 2 <= n; j += 2) {
                fourByTwo(
                        a,
                        ao + i * aRow,
                        aRow,
                        b,
                        bo + j * bColumn,
                        bColumn,
                        k,
                        c,
                        at + j * cView.column(),
                        cView.row(),
                        cView.column(),
                        add);
            }
            if (j < n) {
                fourByOne(a, ao + i * aRow, aRow, b, bo + j * bColumn, k, c, at + j * cView.column(), cView.row(), add);
            }
        }
        for (; i < last; i++) {
            for (int j = 0; j < n; j++) {
                int at = co + i * cView.row() + j * cView.column();
                put(c, at, dot(a, ao + i * aRow, b, bo + j * bColumn, k), add);
            }
        }
    }

    private static void fourByTwo(
            float[] a,
            int ao,
            int ra,
            float[] b,
            int bo,
            int rb,
            int k,
            float[] c,
            int co,
            int rc,
            int cc,
            boolean add) {
        FloatVector zero = FloatVector.zero(FLOAT);
        FloatVector p0 = zero;
        FloatVector p1 = zero;
        FloatVector p2 = zero;
        FloatVector p3 = zero;
        FloatVector q0 = zero;
        FloatVector q1 = zero;
        FloatVector q2 = zero;
        FloatVector q3 = zero;
        int whole = k & -COUNT;
        for (int p = 0; p < whole; p += COUNT) {
            FloatVector u = FloatVector.fromArray(FLOAT, b, bo + p);
            FloatVector v = FloatVector.fromArray(FLOAT, b, bo + rb + p);
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + p);
            p0 = fma(x, u, p0);
            q0 = fma(x, v, q0);
            x = FloatVector.fromArray(FLOAT, a, ao + ra + p);
            p1 = fma(x, u, p1);
            q1 = fma(x, v, q1);
            x = FloatVector.fromArray(FLOAT, a, ao + 2 * ra + p);
            p2 = fma(x, u, p2);
            q2 = fma(x, v, q2);
            x = FloatVector.fromArray(FLOAT, a, ao + 3 * ra + p);
            p3 = fma(x, u, p3);
            q3 = fma(x, v, q3);
        }
        if (whole < k) {
            VectorMask<Float> mask = FLOAT.indexInRange(whole, k);
            FloatVector u = FloatVector.fromArray(FLOAT, b, bo + whole, mask);
            FloatVector v = FloatVector.fromArray(FLOAT, b, bo + rb + whole, mask);
            FloatVector x = FloatVector.fromArray(FLOAT, a, ao + whole, mask);
            p0 = fma(x, u, p0);
            q0 = fma(x, v, q0);
            x = FloatVector.fromArray(FLOAT, a, ao + ra + whole, mask);
            p1 = fma(x, u, p1);
            q1 = fma(x, v, q1);
            x = FloatVector.fromArray(FLOAT, a, ao + 2 * ra + whole, mask);
            p2 = fma(x, u, p2);
            q2 = fma(x, v, q2);
            x = FloatVector.fromArray(FLOAT, a, ao + 3 * ra + whole, mask);
            p3 = fma(x, u, p3);
            q3 = fma(x, v, q3);
        }
        put(c, co, Sums.sum(p0), add);
        put(c, co + cc, Sums.sum(q0), add);
        put(c, co + rc, Sums.sum(p1), add);
        put(c, co + rc + cc, Sums.sum(q1), add);
        put(c, co + 2 * rc, Sums.sum(p2), add);
        put(c, co + 2 * rc + cc, Sums.sum(q2), add);
        put(c, co + 3 * rc, Sums.sum(p3), add);
        put(c, co + 3 * rc + cc, Sums.sum(q3), add);
    }

    private static void fourByOne(
            float[] a, int ao, int ra, float[] b, int bo, int k, float[] c, int co, int rc, boolean add) {
        FloatVector zero = FloatVector.zero(FLOAT);
        FloatVector p0 = zero;
        FloatVector p1 = zero;
        FloatVector p2 = zero;
        FloatVector p3 = zero;
        int whole = k & -COUNT;
        for (int p = 0; p < whole; p += COUNT) {
            FloatVector u = FloatVector.fromArray(FLOAT, b, bo + p);
            p0 = fma(FloatVector.fromArray(FLOAT, a, ao + p), u, p0);
            p1 = fma(FloatVector.fromArray(FLOAT, a, ao + ra + p), u, p1);
            p2 = fma(FloatVector.fromArray(FLOAT, a, ao + 2 * ra + p), u, p2);
            p3 = fma(FloatVector.fromArray(FLOAT, a, ao + 3 * ra + p), u, p3);
        }
        if (whole < k) {
            VectorMask<Float> mask = FLOAT.indexInRange(whole, k);
            FloatVector u = FloatVector.fromArray(FLOAT, b, bo + whole, mask);
            p0 = fma(FloatVector.fromArray(FLOAT, a, ao + whole, mask), u, p0);
            p1 = fma(FloatVector.fromArray(FLOAT, a, ao + ra + whole, mask), u, p1);
            p2 = fma(FloatVector.fromArray(FLOAT, a, ao + 2 * ra + whole, mask), u, p2);
            p3 = fma(FloatVector.fromArray(FLOAT, a, ao + 3 * ra + whole, mask), u, p3);
        }
        put(c, co, Sums.sum(p0), add);
        put(c, co + rc, Sums.sum(p1), add);
        put(c, co + 2 * rc, Sums.sum(p2), add);
        put(c, co + 3 * rc, Sums.sum(p3), add);
    }

    private static float dot(float[] a, int ao, float[] b, int bo, int k) {
        FloatVector sum = FloatVector.zero(FLOAT);
        int whole = k & -COUNT;
        for (int p = 0; p < whole; p += COUNT) {
            sum = fma(FloatVector.fromArray(FLOAT, a, ao + p), FloatVector.fromArray(FLOAT, b, bo + p), sum);
        }
        if (whole < k) {
            VectorMask<Float> mask = FLOAT.indexInRange(whole, k);
            sum = fma(
                    FloatVector.fromArray(FLOAT, a, ao + whole, mask),
                    FloatVector.fromArray(FLOAT, b, bo + whole, mask),
                    sum);
        }
        return Sums.sum(sum);
    }

    private static void put(float[] c, int at, float value, boolean add) {
        c[at] = add ? c[at] + value : value;
    }
}
