package org.slicedscore.engine;

import org.slicedscore.api.error.Problem;

/**
 * Rows of equal length, stored one after the other.
 *
 * @param values row-major, finite
 * @param dim D
 */
record Matrix(double[] values, int dim) {
    /** What messages call it. */
    static final String NAME = "the matrix";

    /** Reads one number of the caller's rows. */
    private interface Cell {
        double at(int row, int column);
    }

    static Matrix of(float[][] rows) {
        return of(rows.length, i -> rows[i].length, (i, j) -> rows[i][j]);
    }

    static Matrix of(double[][] rows) {
        return of(rows.length, i -> rows[i].length, (i, j) -> rows[i][j]);
    }

    private static Matrix of(int n, java.util.function.IntUnaryOperator length, Cell cell) {
        if (n == 0 || length.applyAsInt(0) == 0) {
            throw Problem.data(NAME)
                    .says("is empty")
                    .expected("at least one row of at least one number")
                    .exception();
        }
        int dim = length.applyAsInt(0);
        double[] values = new double[Math.multiplyExact(n, dim)];
        for (int i = 0; i < n; i++) {
            if (length.applyAsInt(i) != dim) {
                throw Problem.data(NAME)
                        .says("row %d has length %d", i, length.applyAsInt(i))
                        .expected("%d as in the first", dim)
                        .exception();
            }
            for (int j = 0; j < dim; j++) {
                double v = cell.at(i, j);
                if (!Double.isFinite(v)) {
                    throw Problem.data(NAME)
                            .found("%s in row %d, column %d", v, i, j)
                            .expected("a finite number")
                            .exception();
                }
                values[i * dim + j] = v;
            }
        }
        return new Matrix(values, dim);
    }
}
