package org.slicedscore.data.prep;

import java.util.stream.IntStream;

/** Correlation matrices. */
final class Correlation {
    /** An unexplained share of a column's variance below this is rounding error. */
    static final double DEPENDENT = 1e-10;

    private static final int SOME_ROWS = 5000;

    private Correlation() {}

    /** Uses all rows. A constant column has zeros, even on the diagonal. */
    static double[][] of(double[] values, int dim) {
        return of(values, dim, values.length / dim);
    }

    /** Uses evenly spread rows, enough for dim columns. */
    static double[][] ofSome(double[] values, int dim) {
        return of(values, dim, Math.min(values.length / dim, Math.max(SOME_ROWS, 4 * dim)));
    }

    /** Each column is centred and scaled in its own array; tasks have fixed shares, so results do not depend on threads. */
    private static double[][] of(double[] values, int dim, int rows) {
        int all = values.length / dim;
        double[][] z = new double[dim][];
        IntStream.range(0, dim).parallel().forEach(j -> {
            double[] column = new double[rows];
            for (int i = 0; i < rows; i++) {
                column[i] = values[(int) ((long) i * all / rows) * dim + j];
            }
            z[j] = standardized(column);
        });
        double[][] correlation = new double[dim][dim];
        IntStream.range(0, dim).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                correlation[i][j] = dot(z[i], 0, z[j], rows) / rows;
            }
        });
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < i; j++) {
                correlation[j][i] = correlation[i][j];
            }
        }
        return correlation;
    }

    private static double[] standardized(double[] column) {
        double mean = ColumnStats.mean(column);
        double std = ColumnStats.std(column, mean);
        for (int i = 0; i < column.length; i++) {
            // A spread within the rounding of the mean is zero.
            column[i] = std <= 1e-13 * Math.abs(mean) ? 0 : (column[i] - mean) / std;
        }
        return column;
    }

    /** The inner product of count numbers of a, from an index on, with those of b. */
    static double dot(double[] a, int from, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            s0 += a[from + i] * b[i];
            s1 += a[from + i + 1] * b[i + 1];
            s2 += a[from + i + 2] * b[i + 2];
            s3 += a[from + i + 3] * b[i + 3];
        }
        for (; i < count; i++) {
            s0 += a[from + i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
