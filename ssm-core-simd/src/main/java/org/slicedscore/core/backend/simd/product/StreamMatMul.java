package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.Threads;

/**
 * Matrix products with few rows or a short k whose second operand runs along n: its rows stream by once, read in place,
 * vectors along n.
 */
final class StreamMatMul implements MatMulKernel, Task {
    private static final int ROWS = FourRows.ROWS;
    private static final int COLUMNS = FourRows.COLUMNS;

    /** Multiply-adds of a task. */
    private static final long TASK = 50_000;

    private final int m;
    private final int n;
    private final int k;
    private final Operand aView;
    private final Operand bView;
    private final Operand cView;
    private final boolean add;
    private final int rowsPerTask;
    private final int columnsPerTask;
    private final int columnTasks;
    private final Scratch scratch;

    private float[] a;
    private int ao;
    private float[] b;
    private int bo;
    private float[] c;
    private int co;
    private int rows;

    /**
     * @param bView contiguous along n
     * @param cView where that is not contiguous along n, results go through scratch memory
     */
    StreamMatMul(int m, int n, int k, Operand aView, Operand bView, Operand cView, boolean add, Scratch scratch) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.aView = aView;
        this.bView = bView;
        this.cView = cView;
        this.add = add;
        this.scratch = scratch;
        rowsPerTask = m <= 4 * ROWS ? m : Math.max(4 * ROWS, (m / 64 + ROWS - 1) / ROWS * ROWS);
        long columns = Math.max(TASK / ((long) rowsPerTask * k), n / 64);
        columnsPerTask = Math.toIntExact(Math.clamp(columns / COLUMNS, 2, 64)) * COLUMNS;
        columnTasks = (n + columnsPerTask - 1) / columnsPerTask;
        scratch.reserve(0, cView.column() == 1 ? 0 : (long) rowsPerTask * columnsPerTask);
    }

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, int rows, Threads threads) {
        this.a = a;
        this.ao = ao;
        this.b = b;
        this.bo = bo;
        this.c = c;
        this.co = co;
        this.rows = rows;
        threads.run(this, (rows + rowsPerTask - 1) / rowsPerTask * columnTasks, (long) rows * n * k);
    }

    @Override
    public void run(int index, int worker) {
        int i0 = index / columnTasks * rowsPerTask;
        int j0 = index % columnTasks * columnsPerTask;
        int some = Math.min(rowsPerTask, rows - i0);
        int columns = Math.min(columnsPerTask, n - j0);
        int to = co + i0 * cView.row() + j0 * cView.column();
        int ap = ao + i0 * aView.row();
        if (cView.column() == 1 || columns == 1) {
            block(some, columns, ap, bo + j0, c, to, cView.row(), add);
            return;
        }
        float[] own = scratch.array();
        int start = scratch.own(worker);
        block(some, columns, ap, bo + j0, own, start, columns, false);
        for (int i = 0; i < some; i++) {
            int row = to + i * cView.row();
            for (int j = 0; j < columns; j++) {
                int at = row + j * cView.column();
                float value = own[start + i * columns + j];
                c[at] = add ? c[at] + value : value;
            }
        }
    }

    private void block(int rows, int columns, int ap, int bp, float[] to, int at, int ld, boolean addTo) {
        int ra = aView.row();
        int ca = aView.column();
        int rb = bView.row();
        for (int j = 0; j < columns; j += COLUMNS) {
            int cols = Math.min(COLUMNS, columns - j);
            int i = 0;
            if (cols == COLUMNS) {
                for (; i + ROWS <= rows; i += ROWS) {
                    int t = at + i * ld + j;
                    FourRows.multiply(a, ap + i * ra, ra, ca, b, bp + j, rb, k, addTo, to, t, ld, to, t, ld);
                }
                for (; i < rows; i++) {
                    one(a, ap + i * ra, ca, b, bp + j, rb, k, to, at + i * ld + j, addTo);
                }
            } else {
                for (; i < rows; i++) {
                    part(a, ap + i * ra, ca, b, bp + j, rb, k, to, at + i * ld + j, cols, addTo);
                }
            }
        }
    }

    private static void one(
            float[] a, int ao, int ca, float[] b, int bo, int rb, int k, float[] c, int co, boolean add) {
        FloatVector p = FloatVector.zero(FLOAT);
        FloatVector q = p;
        for (int s = 0; s < k; s++) {
            FloatVector x = FloatVector.broadcast(FLOAT, a[ao + s * ca]);
            FloatVector u = FloatVector.fromArray(FLOAT, b, bo + s * rb);
            FloatVector v = FloatVector.fromArray(FLOAT, b, bo + s * rb + COUNT);
            p = FMA ? x.fma(u, p) : x.mul(u).add(p);
            q = FMA ? x.fma(v, q) : x.mul(v).add(q);
        }
        if (add) {
            p = p.add(FloatVector.fromArray(FLOAT, c, co));
            q = q.add(FloatVector.fromArray(FLOAT, c, co + COUNT));
        }
        p.intoArray(c, co);
        q.intoArray(c, co + COUNT);
    }

    private static void part(
            float[] a, int ao, int ca, float[] b, int bo, int rb, int k, float[] c, int co, int cols, boolean add) {
        for (int j = 0; j < cols; j += COUNT) {
            VectorMask<Float> mask = FLOAT.indexInRange(j, cols);
            FloatVector sum = FloatVector.zero(FLOAT);
            for (int s = 0; s < k; s++) {
                FloatVector x = FloatVector.broadcast(FLOAT, a[ao + s * ca]);
                FloatVector u = FloatVector.fromArray(FLOAT, b, bo + s * rb + j, mask);
                sum = FMA ? x.fma(u, sum) : x.mul(u).add(sum);
            }
            FloatVector value =
                    add ? FloatVector.fromArray(FLOAT, c, co + j, mask).add(sum) : sum;
            value.intoArray(c, co + j, mask);
        }
    }
}
