package org.slicedscore.core.backend.simd.product;

import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;

/** Chooses the algorithm of a matrix product. The choice depends only on shape and layout. */
public final class MatMul {
    /** Largest number of rows or columns for which packing an operand does not pay. */
    private static final int FEW = 8;

    /** Largest k at which a product is bound by writing C. */
    private static final int SHORT = 4;

    /** Largest number of rows, and largest k beside it, at which packing takes as long as multiplying. */
    private static final int THIN = 16;

    private static final int THIN_DEPTH = 32;

    /** Multiply-adds up to which one thread computes a matrix of a batch. */
    private static final long SMALL = 2_000_000;

    private MatMul() {}

    /**
     * C = A·B, or C += A·B, for each matrix of a batch.
     *
     * @param a [batch, m, k]; its row or its column stride is 1 unless that axis has one element
     * @param b [batch, k, n]; likewise
     * @param c [batch, m, n]; its column stride is 1 unless n is 1
     * @param add whether to add the product to C
     * @param scratch grows as needed
     */
    public static MatMulKernel of(
            int batch, int m, int n, int k, Operand a, Operand b, Operand c, boolean add, Scratch scratch) {
        if (batch == 1) {
            return one(m, n, k, a, b, c, add, scratch);
        }
        if (b.batch() == 0 && foldsRows(m, a, c)) {
            int aRow = m == 1 ? a.batch() : a.row();
            int cRow = m == 1 ? c.batch() : c.row();
            return one(
                    batch * m,
                    n,
                    k,
                    new Operand(0, aRow, a.column()),
                    b,
                    new Operand(0, cRow, c.column()),
                    add,
                    scratch);
        }
        return new BatchMatMul(batch, m, n, k, a, b, c, add, scratch, (long) m * n * k <= SMALL);
    }

    private static boolean foldsRows(int m, Operand a, Operand c) {
        return m == 1 || a.batch() == m * a.row() && c.batch() == m * c.row();
    }

    private static MatMulKernel one(
            int m, int n, int k, Operand a, Operand b, Operand c, boolean add, Scratch scratch) {
        boolean aAlongK = a.column() == 1 || k == 1;
        boolean bAlongN = b.column() == 1 || n == 1;
        if (n <= FEW && n <= m) {
            return aAlongK
                    ? new DotMatMul(m, n, k, a, b, c, add, scratch)
                    : exchanged(
                            n, new StreamMatMul(n, m, k, b.transposed(), a.transposed(), c.transposed(), add, scratch));
        }
        if (m <= FEW) {
            return bAlongN
                    ? new StreamMatMul(m, n, k, a, b, c, add, scratch)
                    : exchanged(
                            n, new DotMatMul(n, m, k, b.transposed(), a.transposed(), c.transposed(), add, scratch));
        }
        if (bAlongN && (k <= SHORT || k <= THIN_DEPTH && m <= THIN)) {
            return new StreamMatMul(m, n, k, a, b, c, add, scratch);
        }
        return new PackedMatMul(m, n, k, a, b, c.row(), add, scratch);
    }

    /** Cᵀ = Bᵀ·Aᵀ: the operands are swapped. What were columns are its rows, and all of them count. */
    private static MatMulKernel exchanged(int columns, MatMulKernel kernel) {
        return (a, ao, b, bo, c, co, _, threads) -> kernel.run(b, bo, a, ao, c, co, columns, threads);
    }
}
