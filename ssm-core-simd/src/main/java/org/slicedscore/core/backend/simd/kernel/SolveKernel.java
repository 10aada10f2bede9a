package org.slicedscore.core.backend.simd.kernel;

import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/**
 * Triangular systems, solved in place after the right-hand sides were copied. Rows of L are read in order, even when
 * its transpose is solved: then a finished unknown is subtracted from all remaining ones. Threads share systems and
 * columns.
 */
public final class SolveKernel implements Runner, Task {
    /** Columns of a task. */
    private static final int PIECE = 64;

    private final int batch;
    private final int n;
    private final int columns;
    private final boolean transposed;
    private final long work;
    private final int pieces;
    private final float[] l;
    private final int lo;
    private final Operand lView;
    private final float[] b;
    private final int bo;
    private final Operand bView;
    private final float[] x;
    private final int xo;
    private final Operand xView;

    public SolveKernel(Instruction.TriangularSolve s, Buffers buffers) {
        batch = s.batch();
        n = s.n();
        columns = s.columns();
        transposed = s.transposed();
        work = s.multiplyAdds();
        pieces = (columns + PIECE - 1) / PIECE;
        l = buffers.array(s.l());
        lo = buffers.start(s.l());
        lView = Operand.of(s.l());
        b = buffers.array(s.b());
        bo = buffers.start(s.b());
        bView = Operand.of(s.b());
        x = buffers.array(s.x());
        xo = buffers.start(s.x());
        xView = Operand.of(s.x());
    }

    @Override
    public void run(Run run) {
        run.threads.run(this, batch * pieces, 4 * work);
    }

    @Override
    public void run(int index, int worker) {
        int matrix = index / pieces;
        int first = index % pieces * PIECE;
        int count = Math.min(PIECE, columns - first);
        int from = bo + matrix * bView.batch() + first * bView.column();
        int to = xo + matrix * xView.batch() + first;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < count; j++) {
                x[to + i * xView.row() + j] = b[from + i * bView.row() + j * bView.column()];
            }
        }
        int factor = lo + matrix * lView.batch();
        if (transposed) {
            backward(factor, to, count);
        } else {
            forward(factor, to, count);
        }
    }

    private void forward(int factor, int to, int count) {
        for (int i = 0; i < n; i++) {
            int li = factor + i * lView.row();
            int xi = to + i * xView.row();
            for (int k = 0; k < i; k++) {
                subtract(l[li + k * lView.column()], to + k * xView.row(), xi, count);
            }
            divide(xi, count, l[li + i * lView.column()]);
        }
    }

    private void backward(int factor, int to, int count) {
        for (int i = n - 1; i >= 0; i--) {
            int li = factor + i * lView.row();
            int xi = to + i * xView.row();
            divide(xi, count, l[li + i * lView.column()]);
            for (int k = 0; k < i; k++) {
                subtract(l[li + k * lView.column()], xi, to + k * xView.row(), count);
            }
        }
    }

    private void subtract(float factor, int from, int to, int count) {
        for (int j = 0; j < count; j++) {
            x[to + j] -= factor * x[from + j];
        }
    }

    private void divide(int at, int count, float by) {
        for (int j = 0; j < count; j++) {
            x[at + j] /= by;
        }
    }
}
