package org.slicedscore.engine.evaluate;

import org.slicedscore.data.Dataset;

/**
 * The maximum-likelihood Gaussian of some rows: their mean and covariance, which also minimise its score-matching
 * loss. A model must beat this baseline.
 */
public final class GaussianFit {
    /** Relative variance that rounding to float leaves in dependent columns. */
    private static final double TINY = 1e-10;

    private final int dim;
    private final double[] mean;
    private final double[][] precision;
    private boolean singular;

    /**
     * Fits rows.
     *
     * @param rows at least 2
     */
    public GaussianFit(Dataset rows) {
        dim = rows.dim();
        int n = rows.rows();
        float[] x = rows.values();
        mean = new double[dim];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < dim; j++) {
                mean[j] += x[i * dim + j];
            }
        }
        for (int j = 0; j < dim; j++) {
            mean[j] /= n;
        }
        double[][] covariance = new double[dim][dim];
        double[] d = new double[dim];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < dim; j++) {
                d[j] = x[i * dim + j] - mean[j];
                for (int k = 0; k <= j; k++) {
                    covariance[j][k] += d[j] * d[k];
                }
            }
        }
        double largest = 0;
        for (int j = 0; j < dim; j++) {
            for (int k = 0; k <= j; k++) {
                covariance[j][k] /= n;
            }
            largest = Math.max(largest, covariance[j][j]);
        }
        precision = inverse(covariance, TINY * largest);
    }

    /**
     * Whether the rows determine no invertible covariance, because they are too few or do not vary in some direction:
     * then the losses mean nothing.
     */
    public boolean singular() {
        return singular;
    }

    /**
     * tr H + ½‖s‖² of the Gaussian at each row: −tr P + ½‖P(x − μ)‖².
     *
     * @param rows the rows
     * @return one number per row
     */
    public double[] losses(Dataset rows) {
        double trace = 0;
        for (int j = 0; j < dim; j++) {
            trace += precision[j][j];
        }
        double[] losses = new double[rows.rows()];
        double[] d = new double[dim];
        for (int i = 0; i < losses.length; i++) {
            for (int j = 0; j < dim; j++) {
                d[j] = rows.values()[i * dim + j] - mean[j];
            }
            double squares = 0;
            for (int j = 0; j < dim; j++) {
                double s = 0;
                for (int k = 0; k < dim; k++) {
                    s += precision[j][k] * d[k];
                }
                squares += s * s;
            }
            losses[i] = -trace + 0.5 * squares;
        }
        return losses;
    }

    /** The inverse through the Cholesky factor; pivots below the smallest allowed are raised to it. */
    private double[][] inverse(double[][] a, double least) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                singular |= i == j && !(sum > least);
                l[i][j] = i == j ? Math.sqrt(Math.max(sum, Math.max(least, Double.MIN_NORMAL))) : sum / l[j][j];
            }
        }
        // rows of the inverse factor, then its product with its transpose
        double[][] m = new double[n][n];
        for (int c = 0; c < n; c++) {
            for (int i = c; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = c; k < i; k++) {
                    sum -= l[i][k] * m[k][c];
                }
                m[i][c] = sum / l[i][i];
            }
        }
        double[][] p = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) {
                    sum += m[k][i] * m[k][j];
                }
                p[i][j] = sum;
                p[j][i] = sum;
            }
        }
        return p;
    }
}
