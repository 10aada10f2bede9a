package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction;

/**
 * The properties of a matrix product that decide its tile shape; sizes are rounded up to powers of two.
 *
 * @param batch number of products
 * @param m rows of C
 * @param n columns of C
 * @param k terms of each element
 * @param rowsOfA whether rows of A are contiguous, else its columns are
 * @param rowsOfB whether rows of B are contiguous, else its columns are
 */
public record Product(int batch, int m, int n, int k, boolean rowsOfA, boolean rowsOfB) {
    /** What matters of an instruction. */
    public static Product of(Instruction.MatMul p) {
        return new Product(
                round(p.batch()),
                round(p.m()),
                round(p.n()),
                round(p.k()),
                contiguous(p.a().stride(2)),
                contiguous(p.b().stride(2)));
    }

    private static boolean contiguous(long stride) {
        return stride == 1;
    }

    private static int round(int n) {
        return n <= 1 ? 1 : Integer.highestOneBit(Math.min(n, 1 << 30) - 1) << 1;
    }

    /** The multiply-adds of it: the product of the sizes. */
    public long work() {
        return (long) batch * m * n * k;
    }
}
