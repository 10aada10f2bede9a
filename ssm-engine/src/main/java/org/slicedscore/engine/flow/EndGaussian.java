package org.slicedscore.engine.flow;

import org.slicedscore.data.Dataset;

/**
 * The Gaussian that rows with much noise follow, N(m, S + σ²I), with m and S the mean and the covariance of the rows
 * without noise. With the first two moments right, log-densities at σ are wrong by terms of the order of (S/σ²)^{3/2} only;
 * with N(0, (1 + σ²)I) they would be wrong by (λ − 1)/σ² for every eigenvalue λ of S.
 */
public final class EndGaussian {
    /** A covariance of more columns is taken to be diagonal: at σ ≫ 1 that matters little, and costs nothing. */
    private static final int LARGEST_FULL = 512;

    /** Rows times columns squared for a covariance: of more rows every second, third … is enough. */
    private static final double COVARIANCE_WORK = 1e9;

    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private final double[] mean;
    private final double[][] covariance;

    /**
     * Given moments.
     *
     * @param mean m, [D]
     * @param covariance the rows of S up to the diagonal, or the diagonal alone
     */
    EndGaussian(double[] mean, double[][] covariance) {
        this.mean = mean;
        this.covariance = covariance;
    }

    /**
     * Rows of mean 0 and variance 1 in every column.
     *
     * @param dim D
     */
    public static EndGaussian standard(int dim) {
        double[][] variances = new double[dim][1];
        for (double[] v : variances) {
            v[0] = 1;
        }
        return new EndGaussian(new double[dim], variances);
    }

    /**
     * The moments of rows.
     *
     * @param rows in the model's coordinates, at least one
     */
    public static EndGaussian of(Dataset rows) {
        int d = rows.dim();
        int n = rows.rows();
        float[] x = new float[rows.width()];
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) {
            rows.copy(i, x, 0);
            for (int j = 0; j < d; j++) {
                mean[j] += x[j] / (double) n;
            }
        }
        boolean full = d <= LARGEST_FULL;
        double[][] covariance = new double[d][];
        for (int j = 0; j < d; j++) {
            covariance[j] = new double[full ? j + 1 : 1];
        }
        int step = full ? (int) Math.ceil(n * (double) d * d / COVARIANCE_WORK) : 1;
        int used = (n + step - 1) / step;
        for (int i = 0; i < n; i += step) {
            rows.copy(i, x, 0);
            for (int j = 0; j < d; j++) {
                double a = (x[j] - mean[j]) / used;
                for (int k = full ? 0 : j; k <= j; k++) {
                    covariance[j][full ? k : 0] += a * (x[k] - mean[k]);
                }
            }
        }
        return new EndGaussian(mean, covariance);
    }

    /** m, [D]; shared. */
    double[] mean() {
        return mean;
    }

    /** The root of the mean variance of a column, positive. */
    double scale() {
        double sum = 0;
        for (double[] row : covariance) {
            sum += row[row.length - 1];
        }
        return sum > 0 ? Math.sqrt(sum / mean.length) : 1;
    }

    /**
     * The Gaussian at a level.
     *
     * @param sigma σ
     */
    At at(double sigma) {
        return new At(sigma);
    }

    /** The Gaussian at one level. */
    final class At {
        /** The rows of a lower triangular L with LLᵀ = S + σ²I; of one element each if S is diagonal. */
        private final double[][] factor = new double[mean.length][];

        private final double constant;

        At(double sigma) {
            double half = 0;
            for (int j = 0; j < factor.length; j++) {
                double[] row = covariance[j].clone();
                int diagonal = row.length - 1;
                for (int k = 0; k < diagonal; k++) {
                    row[k] = (row[k] - dot(row, factor[k], k)) / factor[k][k];
                }
                row[diagonal] = Math.sqrt(row[diagonal] + sigma * sigma - dot(row, row, diagonal));
                factor[j] = row;
                half += Math.log(row[diagonal]);
            }
            constant = -half - 0.5 * mean.length * LOG_2_PI;
        }

        private static double dot(double[] a, double[] b, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        /**
         * log N(x; m, S + σ²I).
         *
         * @param x [D]
         */
        double logDensity(double[] x) {
            double[] white = new double[x.length];
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                double[] row = factor[j];
                int diagonal = row.length - 1;
                white[j] = (x[j] - mean[j] - dot(row, white, diagonal)) / row[diagonal];
                sum += white[j] * white[j];
            }
            return constant - 0.5 * sum;
        }

        /**
         * Turns standard normal numbers into a draw.
         *
         * @param normal [D], replaced by m + Lz
         */
        void draw(double[] normal) {
            for (int j = normal.length - 1; j >= 0; j--) {
                double[] row = factor[j];
                int diagonal = row.length - 1;
                normal[j] = mean[j] + dot(row, normal, diagonal) + row[diagonal] * normal[j];
            }
        }
    }
}
