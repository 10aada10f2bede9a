package org.slicedscore.core.backend.simd.product;

import org.slicedscore.core.backend.simd.thread.Threads;

/** A matrix product of one shape, ready to run. */
public interface MatMulKernel {
    /**
     * C = A·B, or C += A·B; the threads share the work. The first rows of C get the numbers that they get with all others.
     *
     * @param rows how many rows of C count, those of all matrices of the batch taken together; the others may or may not be computed
     */
    void run(float[] a, int ao, float[] b, int bo, float[] c, int co, int rows, Threads threads);
}
