package org.slicedscore.core.interpret;

import org.slicedscore.api.plan.View;

/** Batches of matrix products, Cholesky factors and triangular solves, in double precision and in order. */
public final class LinearAlgebra {
    private LinearAlgebra() {}

    /**
     * Matrices in an array.
     *
     * @param values the array
     * @param start of the view's buffer in the array
     * @param view strides of the batch, the rows and the columns
     */
    public record Matrices(double[] values, int start, View view) {
        private int at(int batch, int row, int column) {
            return (int)
                    (start + view.offset() + batch * view.stride(0) + row * view.stride(1) + column * view.stride(2));
        }

        private double get(int batch, int row, int column) {
            return values[at(batch, row, column)];
        }

        private void set(int batch, int row, int column, double value) {
            values[at(batch, row, column)] = value;
        }
    }

    /**
     * C = A·B, or C += A·B.
     *
     * @param batch number of products
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     * @param a A
     * @param b B
     * @param c C
     * @param accumulate whether to add the product to C
     */
    public static void matMul(int batch, int m, int n, int k, Matrices a, Matrices b, Matrices c, boolean accumulate) {
        for (int at = 0; at < batch; at++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = accumulate ? c.get(at, i, j) : 0;
                    int ia = a.at(at, i, 0);
                    int ib = b.at(at, 0, j);
                    for (int l = 0; l < k; l++) {
                        sum += a.values[ia] * b.values[ib];
                        ia += (int) a.view.stride(2);
                        ib += (int) b.view.stride(1);
                    }
                    c.set(at, i, j, sum);
                }
            }
        }
    }

    /**
     * The lower triangular L with L·Lᵀ = A. NaN if A is not positive definite.
     *
     * @param batch number of factors
     * @param n rows of A
     * @param a A; only its lower half is read
     * @param l L; its upper half becomes 0
     */
    public static void cholesky(int batch, int n, Matrices a, Matrices l) {
        for (int at = 0; at < batch; at++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (j > i) {
                        l.set(at, i, j, 0);
                        continue;
                    }
                    double sum = a.get(at, i, j);
                    for (int k = 0; k < j; k++) {
                        sum -= l.get(at, i, k) * l.get(at, j, k);
                    }
                    // the root of a negative number is NaN, which spreads to the result
                    l.set(at, i, j, i == j ? Math.sqrt(sum) : sum / l.get(at, j, j));
                }
            }
        }
    }

    /**
     * The X with L·X = B, or Lᵀ·X = B.
     *
     * @param batch number of solves
     * @param n rows of L
     * @param columns of B
     * @param transposed whether to solve with Lᵀ
     * @param l L; only its lower half is read
     * @param b B
     * @param x X
     */
    public static void solve(int batch, int n, int columns, boolean transposed, Matrices l, Matrices b, Matrices x) {
        for (int at = 0; at < batch; at++) {
            for (int column = 0; column < columns; column++) {
                for (int step = 0; step < n; step++) {
                    int i = transposed ? n - 1 - step : step;
                    double sum = b.get(at, i, column);
                    for (int done = 0; done < step; done++) {
                        int k = transposed ? n - 1 - done : done;
                        sum -= (transposed ? l.get(at, k, i) : l.get(at, i, k)) * x.get(at, k, column);
                    }
                    x.set(at, i, column, sum / l.get(at, i, i));
                }
            }
        }
    }
}
