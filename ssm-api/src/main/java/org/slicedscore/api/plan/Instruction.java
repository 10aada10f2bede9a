package org.slicedscore.api.plan;

import java.util.List;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive.Reduction;

/** One instruction of a {@link Plan}. Instructions run in order; each sees everything written by earlier ones. */
public sealed interface Instruction {
    /** {@return the multiply-adds in matrix products and solves; element-wise work is not counted} */
    long multiplyAdds();

    /**
     * C = A·B, or C += A·B, for each matrix of a batch. Views have three strides: batch, row, column. C's column stride is
     * 1; of A's and B's row and column strides at least one is 1 (either may be anything where the extent is 1). C
     * overlaps neither A nor B.
     *
     * @param batch the number of matrices
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     * @param a [batch, m, k]; a batch stride of 0 repeats
     * @param b [batch, k, n]; a batch stride of 0 repeats
     * @param c [batch, m, n]
     * @param accumulate whether the product is added to C
     */
    record MatMul(int batch, int m, int n, int k, View a, View b, View c, boolean accumulate) implements Instruction {
        @Override
        public long multiplyAdds() {
            return (long) batch * m * n * k;
        }
    }

    /**
     * Element-wise work over an index space, with reductions at its ends. For each point the loads are read, the steps
     * executed in order, and the stores written. Values are numbered: loads first, then steps.
     *
     * <p>The axes from reducedFrom (inclusive) to reducedTo (exclusive) are those reduced by reducing stores; the
     * two are equal if there is no reducing store. A plain store writes each point of the index space.
     *
     * <p>A store may write memory that a load reads, but then both have the same view: a backend reads all loads of a
     * point, or of a run of points, before it writes any of their stores.
     *
     * @param extents the index space, outermost first, at least one axis
     * @param reducedFrom the first reduced axis
     * @param reducedTo one past the last reduced axis
     * @param loads the loads
     * @param steps the steps
     * @param stores the stores
     */
    record Region(
            IntTuple extents, int reducedFrom, int reducedTo, List<View> loads, List<Step> steps, List<Store> stores)
            implements Instruction {
        /**
         * One operation on each element.
         *
         * @param op the operation
         * @param a number of the first operand's value, -1 if there is none
         * @param b number of the second operand's value, -1 if there is none
         * @param c number of the third operand's value, -1 if there is none
         * @param value of a CONSTANT, otherwise 0
         */
        public record Step(ScalarOp op, int a, int b, int c, double value) {
            /**
             * The step at one point, in double precision.
             *
             * @param values earlier values, by number: loads first, then steps
             * @return its value
             */
            public double apply(double[] values) {
                return op == ScalarOp.CONSTANT
                        ? value
                        : op.apply(values[a], b < 0 ? 0 : values[b], c < 0 ? 0 : values[c]);
            }
        }

        /**
         * One result of a region.
         *
         * @param value the number of the value stored
         * @param view the target, one stride for each axis of the index space; 0 on the reduced axes of a reducing
         *     store
         * @param reduction how to combine elements along the reduced axes, or null for a plain store
         */
        public record Store(int value, View view, Reduction reduction) {}

        /** {@return the number of points of the index space: the product of the extents} */
        public long points() {
            long n = 1;
            for (int e : extents.toArray()) {
                n *= e;
            }
            return n;
        }

        @Override
        public long multiplyAdds() {
            return 0;
        }
    }

    /**
     * Fills a block [directions, rows, elements] with random numbers.
     *
     * @param distribution the distribution
     * @param purpose separates streams; enters the key
     * @param directions extent of the outermost axis
     * @param rows extent of the middle axis
     * @param elements extent of the innermost axis
     * @param firstRow number of its first row, relative to the first row of the run
     * @param to the target, three strides
     */
    record Random(
            Distribution distribution, String purpose, int directions, int rows, int elements, int firstRow, View to)
            implements Instruction {
        /**
         * Random numbers of rows counted from the first row of the run.
         *
         * @param distribution the distribution
         * @param purpose separates streams; enters the key
         * @param directions extent of the outermost axis
         * @param rows extent of the middle axis
         * @param elements extent of the innermost axis
         * @param to the target, three strides
         */
        public Random(Distribution distribution, String purpose, int directions, int rows, int elements, View to) {
            this(distribution, purpose, directions, rows, elements, 0, to);
        }

        @Override
        public long multiplyAdds() {
            return 0;
        }
    }

    /**
     * Selects positions of the middle axis: to[o, i, j] = from[o, indices[i], j]. Both are contiguous.
     *
     * @param outer extent of the outermost axis
     * @param extent of the middle axis of the source
     * @param inner extent of the innermost axis
     * @param indices the positions
     * @param from the source, three strides
     * @param to the target, three strides
     */
    record Gather(int outer, int extent, int inner, IntTuple indices, View from, View to) implements Instruction {
        @Override
        public long multiplyAdds() {
            return 0;
        }
    }

    /**
     * Adds positions of the middle axis: to[o, indices[i], j] = Σ from[o, i, j], zero where no index refers. Both are
     * contiguous. Sums are taken in the order of i.
     *
     * @param outer extent of the outermost axis
     * @param extent of the middle axis of the target
     * @param inner extent of the innermost axis
     * @param indices the positions
     * @param from the source, three strides
     * @param to the target, three strides
     */
    record ScatterAdd(int outer, int extent, int inner, IntTuple indices, View from, View to) implements Instruction {
        @Override
        public long multiplyAdds() {
            return 0;
        }
    }

    /**
     * The lower triangular factor of each matrix of a batch, zeros above the diagonal. Views have three strides: batch,
     * row, column. NaN where a matrix is not positive definite.
     *
     * @param batch the number of matrices
     * @param n their order
     * @param a the matrices; only their lower half is read
     * @param l the factor
     */
    record Cholesky(int batch, int n, View a, View l) implements Instruction {
        @Override
        public long multiplyAdds() {
            return (long) batch * n * (n + 1L) * (n + 2L) / 6;
        }
    }

    /**
     * Solves L X = B, or Lᵀ X = B, for each matrix of a batch. Views have three strides: batch, row, column.
     *
     * @param batch the number of systems
     * @param n order of L
     * @param columns columns of B and X
     * @param transposed whether to solve with Lᵀ
     * @param l lower triangular; only its lower half is read
     * @param b the right-hand sides
     * @param x the solutions
     */
    record TriangularSolve(int batch, int n, int columns, boolean transposed, View l, View b, View x)
            implements Instruction {
        @Override
        public long multiplyAdds() {
            return (long) batch * columns * n * (n + 1L) / 2;
        }
    }
}
