package org.slicedscore.core.backend.simd.product;

import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.Threads;

/**
 * A batch of matrix products. Small ones are distributed to the threads, each of which computes a whole product with a
 * kernel of its own; large ones are computed one by one by all threads.
 */
final class BatchMatMul implements MatMulKernel, Task {
    private final int m;
    private final long work;
    private final Operand aView;
    private final Operand bView;
    private final Operand cView;
    private final MatMulKernel[] kernels;
    private final boolean dealt;
    private final int perTask;

    private float[] a;
    private int ao;
    private float[] b;
    private int bo;
    private float[] c;
    private int co;
    private int batch;

    BatchMatMul(
            int batch,
            int m,
            int n,
            int k,
            Operand a,
            Operand b,
            Operand c,
            boolean add,
            Scratch scratch,
            boolean dealt) {
        this.m = m;
        this.dealt = dealt;
        aView = a;
        bView = b;
        cView = c;
        work = (long) m * n * k;
        perTask = Math.toIntExact(Math.clamp(50_000 / work, 1, batch));
        kernels = new MatMulKernel[dealt ? scratch.threads() : 1];
        for (int i = 0; i < kernels.length; i++) {
            Scratch its = dealt ? scratch.alone() : scratch;
            kernels[i] = MatMul.of(1, m, n, k, a, b, c, add, its);
            if (dealt) {
                its.allocate();
            }
        }
    }

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, int rows, Threads threads) {
        batch = (rows + m - 1) / m;
        if (!dealt) {
            for (int q = 0; q < batch; q++) {
                kernels[0].run(
                        a, ao + q * aView.batch(), b, bo + q * bView.batch(), c, co + q * cView.batch(), m, threads);
            }
            return;
        }
        this.a = a;
        this.ao = ao;
        this.b = b;
        this.bo = bo;
        this.c = c;
        this.co = co;
        threads.run(this, (batch + perTask - 1) / perTask, batch * work);
    }

    @Override
    public void run(int index, int worker) {
        int last = Math.min(batch, (index + 1) * perTask);
        for (int q = index * perTask; q < last; q++) {
            kernels[worker].run(
                    a, ao + q * aView.batch(), b, bo + q * bView.batch(), c, co + q * cView.batch(), m, Threads.ALONE);
        }
    }
}
