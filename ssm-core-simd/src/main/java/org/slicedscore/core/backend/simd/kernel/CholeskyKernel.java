package org.slicedscore.core.backend.simd.kernel;

import org.slicedscore.api.plan.Instruction;
import org.slicedscore.core.backend.simd.math.Reductions;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/** The lower triangular factor of each matrix of a batch, row by row from inner products of finished rows. */
public final class CholeskyKernel implements Runner, Task {
    private final int batch;
    private final int n;
    private final long work;
    private final float[] a;
    private final int ao;
    private final Operand aView;
    private final float[] l;
    private final int lo;
    private final Operand lView;

    public CholeskyKernel(Instruction.Cholesky c, Buffers buffers) {
        batch = c.batch();
        n = c.n();
        work = c.multiplyAdds();
        a = buffers.array(c.a());
        ao = buffers.start(c.a());
        aView = Operand.of(c.a());
        l = buffers.array(c.l());
        lo = buffers.start(c.l());
        lView = Operand.of(c.l());
    }

    @Override
    public void run(Run run) {
        run.threads.run(this, batch, 8 * work);
    }

    @Override
    public void run(int index, int worker) {
        int from = ao + index * aView.batch();
        int to = lo + index * lView.batch();
        int row = lView.row();
        for (int i = 0; i < n; i++) {
            int li = to + i * row;
            for (int j = 0; j <= i; j++) {
                int lj = to + j * row;
                float rest = a[from + i * aView.row() + j * aView.column()] - Reductions.dot(l, li, l, lj, j);
                // the root of a negative number is NaN, which spreads to the result
                l[li + j] = i == j ? (float) Math.sqrt(rest) : rest / l[lj + j];
            }
            for (int j = i + 1; j < n; j++) {
                l[li + j] = 0;
            }
        }
    }
}
