package org.slicedscore.engine.evaluate;

import org.slicedscore.data.Dataset;

/**
 * Means and standard deviations of columns.
 *
 * @param mean [D]
 * @param deviation [D], with 1/n
 */
record ColumnMoments(double[] mean, double[] deviation) {
    /** Of rows, in two passes. */
    static ColumnMoments of(Dataset rows) {
        int dim = rows.dim();
        int n = rows.rows();
        double[] mean = new double[dim];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < dim; j++) {
                mean[j] += rows.at(i, j);
            }
        }
        for (int j = 0; j < dim; j++) {
            mean[j] /= n;
        }
        double[] deviation = new double[dim];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < dim; j++) {
                double d = rows.at(i, j) - mean[j];
                deviation[j] += d * d;
            }
        }
        for (int j = 0; j < dim; j++) {
            deviation[j] = Math.sqrt(deviation[j] / n);
        }
        return new ColumnMoments(mean, deviation);
    }

    /** Whether every column varies. */
    boolean vary() {
        for (double d : deviation) {
            if (!(d > 0)) {
                return false;
            }
        }
        return true;
    }
}
