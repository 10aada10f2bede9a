package org.slicedscore.engine.evaluate;

import org.slicedscore.data.Dataset;

/**
 * The Gaussian with the mean of the training rows and their covariance shrunk towards that of independent columns. The
 * columns are divided by their standard deviations, so that S is the correlation matrix and the target the identity; then
 * Σ* = ρ I + (1 − ρ) S with ρ = min(b̄², d²) / d², d² = ‖S − I‖² and b̄² = Σₖ ‖xₖ xₖᵀ − S‖² / n². With many rows a column
 * ρ is close to 0; with few, where S itself is singular or nearly so, Σ* can still be inverted.
 *
 * <p>Source: Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", Journal of
 * Multivariate Analysis 88, 2004, section 3.3.
 */
final class GaussianFit implements Yardstick {
    /** At least so much of the identity, as two rows alone have ρ = 0. */
    private static final double LEAST = 1e-6;

    private final NormalDensity density;
    private final double shrinkage;

    /**
     * Fits rows.
     *
     * @param rows at least 2
     * @param moments of the rows, all deviations positive
     */
    GaussianFit(Dataset rows, ColumnMoments moments) {
        double[][] s = new double[rows.dim()][rows.dim()];
        shrinkage = shrink(rows, moments, s);
        density = NormalDensity.of(moments.mean(), s);
    }

    /**
     * The shrunk covariance.
     *
     * @param rows at least 2
     * @param moments of the rows, all deviations positive
     * @return the lower triangle of [D,D]
     */
    static double[][] covariance(Dataset rows, ColumnMoments moments) {
        double[][] s = new double[rows.dim()][rows.dim()];
        shrink(rows, moments, s);
        return s;
    }

    private static double shrink(Dataset rows, ColumnMoments moments, double[][] s) {
        int dim = rows.dim();
        double fourth = correlation(rows, moments, s);
        double squares = 0;
        double distance = 0;
        for (int j = 0; j < dim; j++) {
            for (int k = 0; k <= j; k++) {
                double twice = k == j ? 1 : 2;
                squares += twice * s[j][k] * s[j][k];
                distance += twice * Math.pow(s[j][k] - (k == j ? 1 : 0), 2);
            }
        }
        double n = rows.rows();
        double variance = (fourth - n * squares) / (n * n);
        double share = dim == 1 || distance == 0 ? LEAST : Math.clamp(variance / distance, LEAST, 1);
        for (int j = 0; j < dim; j++) {
            for (int k = 0; k <= j; k++) {
                double shrunk = (1 - share) * s[j][k] + (k == j ? share : 0);
                s[j][k] = shrunk * moments.deviation()[j] * moments.deviation()[k];
            }
        }
        return share;
    }

    /** The lower triangle of the correlation matrix, and Σₖ ‖xₖ‖⁴ of the standardised rows. */
    private static double correlation(Dataset rows, ColumnMoments moments, double[][] s) {
        int dim = rows.dim();
        int n = rows.rows();
        double fourth = 0;
        double[] z = new double[dim];
        for (int i = 0; i < n; i++) {
            double norm = 0;
            for (int j = 0; j < dim; j++) {
                z[j] = (rows.at(i, j) - moments.mean()[j]) / moments.deviation()[j];
                norm += z[j] * z[j];
            }
            fourth += norm * norm;
            for (int j = 0; j < dim; j++) {
                double[] row = s[j];
                double factor = z[j];
                for (int k = 0; k <= j; k++) {
                    row[k] += factor * z[k];
                }
            }
        }
        for (int j = 0; j < dim; j++) {
            for (int k = 0; k <= j; k++) {
                s[j][k] /= n;
            }
        }
        return fourth;
    }

    /** ρ: the share of the identity, from 0 to 1. */
    double shrinkage() {
        return shrinkage;
    }

    @Override
    public String id() {
        return "gaussian";
    }

    @Override
    public String name() {
        return "Gaussian, its covariance shrunk";
    }

    @Override
    public Values at(Dataset rows) {
        int dim = rows.dim();
        float[] values = rows.values();
        double[] losses = new double[rows.rows()];
        double[] logDensities = new double[rows.rows()];
        double[] difference = new double[dim];
        double[] score = new double[dim];
        for (int i = 0; i < losses.length; i++) {
            logDensities[i] = density.at(values, i * dim, difference, score);
            double squares = 0;
            for (double v : score) {
                squares += v * v;
            }
            losses[i] = -density.trace() + 0.5 * squares;
        }
        return new Values(losses, logDensities);
    }
}
