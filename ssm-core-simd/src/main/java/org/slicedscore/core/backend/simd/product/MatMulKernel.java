package org.slicedscore.core.backend.simd.product;

import org.slicedscore.core.backend.simd.thread.Threads;

/** A matrix product of one shape, ready to run. */
public interface MatMulKernel {
    /** C = A·B, or C += A·B; the threads share the work. */
    void run(float[] a, int ao, float[] b, int bo, float[] c, int co, Threads threads);
}
