package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.slicedscore.core.backend.simd.math.PlainMath;
import org.slicedscore.core.backend.simd.math.Rehearsal;
import org.slicedscore.core.backend.simd.math.Sums;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.Threads;

/**
 * Matrix products with few columns whose operands run along k: inner products, read in place, vectors along k. Packing would
 * cost more than it saves if an element is used only a few times.
 */
final class DotMatMul implements MatMulKernel, Task {
    private static final int ROWS = 4;
    private static final int COLUMNS = 2;
    private static final int SUMS = ROWS * COLUMNS;

    /** Multiply-adds of a task. */
    private static final long TASK = 50_000;

    /** Vectors of a row of a trial. */
    private static final int TRIAL = Rehearsal.VECTORS;

    private static final Rehearsal REHEARSAL = new Rehearsal((TRIAL + 1) * (SUMS + 6) + 2 * SUMS);
    private static final float[] NUMBERS = new float[(2 * TRIAL + SUMS) * COUNT];

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
    private float[] b;
    private int bo;
    private int bColumn;
    private float[] c;
    private int co;
    private int rows;

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
        scratch.reserve(copied ? (long) n * k : 0, SUMS * COUNT + SUMS);
    }

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, int rows, Threads threads) {
        this.a = a;
        this.ao = ao;
        this.c = c;
        this.co = co;
        this.rows = rows;
        if (copied) {
            float[] to = scratch.array();
            int at = scratch.shared();
            for (int p = 0; p < k; p++) {
                for (int j = 0; j < n; j++) {
                    to[at + j * k + p] = b[bo + j * bView.column() + p * bView.row()];
                }
            }
            this.b = to;
            this.bo = at;
            bColumn = k;
        } else {
            this.b = b;
            this.bo = bo;
            bColumn = bView.column();
        }
        threads.run(this, (rows + rowsPerTask - 1) / rowsPerTask, (long) rows * n * k);
    }

    @Override
    public void run(int index, int worker) {
        float[] own = scratch.array();
        int sums = scratch.own(worker);
        int first = index * rowsPerTask;
        int last = Math.min(rows, first + rowsPerTask);
        int row = aView.row();
        for (int i = first; i < last; i += ROWS) {
            int some = Math.min(ROWS, last - i);
            int a0 = ao + i * row;
            // rows and columns beyond the end repeat the last one
            int a1 = some > 1 ? a0 + row : a0;
            int a2 = some > 2 ? a1 + row : a1;
            int a3 = some > 3 ? a2 + row : a2;
            for (int j = 0; j < n; j += COLUMNS) {
                int columns = Math.min(COLUMNS, n - j);
                int b0 = bo + j * bColumn;
                int b1 = columns > 1 ? b0 + bColumn : b0;
                if (REHEARSAL.isOver()) {
                    multiply(a, a0, a1, a2, a3, b, b0, b1, k, own, sums);
                } else {
                    long start = System.nanoTime();
                    plain(a, a0, a1, a2, a3, b, b0, b1, k, own, sums);
                    REHEARSAL.after(start, DotMatMul::trial);
                }
                Sums.fold(own, sums, SUMS, own, sums + SUMS * COUNT);
                int to = co + i * cView.row() + j * cView.column();
                for (int r = 0; r < some; r++) {
                    for (int s = 0; s < columns; s++) {
                        int at = to + r * cView.row() + s * cView.column();
                        float value = own[sums + SUMS * COUNT + r * COLUMNS + s];
                        c[at] = add ? c[at] + value : value;
                    }
                }
            }
        }
    }

    /** As {@link #multiply}, lane by lane. */
    static void plain(float[] a, int a0, int a1, int a2, int a3, float[] b, int b0, int b1, int k, float[] to, int at) {
        int[] rows = {a0, a1, a2, a3};
        for (int r = 0; r < SUMS; r++) {
            int x = rows[r / COLUMNS];
            int y = r % COLUMNS == 0 ? b0 : b1;
            int sum = at + r * COUNT;
            Arrays.fill(to, sum, sum + COUNT, 0);
            for (int p = 0; p < k; p++) {
                int lane = sum + p % COUNT;
                to[lane] = PlainMath.multiplyAdd(a[x + p], b[y + p], to[lane]);
            }
        }
    }

    private static void trial() {
        int k = TRIAL * COUNT;
        // with and without a rest
        multiply(NUMBERS, 0, 0, 0, 0, NUMBERS, k, k, COUNT, NUMBERS, 2 * k);
        multiply(NUMBERS, 0, 0, 0, 0, NUMBERS, k, k, k - 1, NUMBERS, 2 * k);
    }

    /** Four rows by two columns, lanes not yet summed. */
    static void multiply(
            float[] a, int a0, int a1, int a2, int a3, float[] b, int b0, int b1, int k, float[] to, int at) {
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
            FloatVector u = FloatVector.fromArray(FLOAT, b, b0 + p);
            FloatVector v = FloatVector.fromArray(FLOAT, b, b1 + p);
            FloatVector x = FloatVector.fromArray(FLOAT, a, a0 + p);
            p0 = FMA ? x.fma(u, p0) : x.mul(u).add(p0);
            q0 = FMA ? x.fma(v, q0) : x.mul(v).add(q0);
            x = FloatVector.fromArray(FLOAT, a, a1 + p);
            p1 = FMA ? x.fma(u, p1) : x.mul(u).add(p1);
            q1 = FMA ? x.fma(v, q1) : x.mul(v).add(q1);
            x = FloatVector.fromArray(FLOAT, a, a2 + p);
            p2 = FMA ? x.fma(u, p2) : x.mul(u).add(p2);
            q2 = FMA ? x.fma(v, q2) : x.mul(v).add(q2);
            x = FloatVector.fromArray(FLOAT, a, a3 + p);
            p3 = FMA ? x.fma(u, p3) : x.mul(u).add(p3);
            q3 = FMA ? x.fma(v, q3) : x.mul(v).add(q3);
        }
        if (whole < k) {
            VectorMask<Float> mask = FLOAT.indexInRange(whole, k);
            FloatVector u = FloatVector.fromArray(FLOAT, b, b0 + whole, mask);
            FloatVector v = FloatVector.fromArray(FLOAT, b, b1 + whole, mask);
            FloatVector x = FloatVector.fromArray(FLOAT, a, a0 + whole, mask);
            p0 = FMA ? x.fma(u, p0) : x.mul(u).add(p0);
            q0 = FMA ? x.fma(v, q0) : x.mul(v).add(q0);
            x = FloatVector.fromArray(FLOAT, a, a1 + whole, mask);
            p1 = FMA ? x.fma(u, p1) : x.mul(u).add(p1);
            q1 = FMA ? x.fma(v, q1) : x.mul(v).add(q1);
            x = FloatVector.fromArray(FLOAT, a, a2 + whole, mask);
            p2 = FMA ? x.fma(u, p2) : x.mul(u).add(p2);
            q2 = FMA ? x.fma(v, q2) : x.mul(v).add(q2);
            x = FloatVector.fromArray(FLOAT, a, a3 + whole, mask);
            p3 = FMA ? x.fma(u, p3) : x.mul(u).add(p3);
            q3 = FMA ? x.fma(v, q3) : x.mul(v).add(q3);
        }
        p0.intoArray(to, at);
        q0.intoArray(to, at + COUNT);
        p1.intoArray(to, at + 2 * COUNT);
        q1.intoArray(to, at + 3 * COUNT);
        p2.intoArray(to, at + 4 * COUNT);
        q2.intoArray(to, at + 5 * COUNT);
        p3.intoArray(to, at + 6 * COUNT);
        q3.intoArray(to, at + 7 * COUNT);
    }
}
