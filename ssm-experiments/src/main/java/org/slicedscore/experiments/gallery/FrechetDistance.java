package org.slicedscore.experiments.gallery;

import org.slicedscore.data.prep.SymmetricEigen;

/**
 * The squared Fréchet distance of the Gaussians with the moments of two sets of features, ‖m₁ − m₂‖² + tr(C₁ + C₂ −
 * 2(C₁^½ C₂ C₁^½)^½) (Dowson and Landau 1982; for images Heusel et al. 2017, NeurIPS, in the features of another network).
 */
final class FrechetDistance {
    private final int dim;
    private final double[] mean;
    private final double[][] covariance;

    /**
     * The moments of a set.
     *
     * @param features [n, dim], n at least 2
     * @param dim numbers a row
     */
    FrechetDistance(double[] features, int dim) {
        this.dim = dim;
        int n = features.length / dim;
        mean = new double[dim];
        covariance = new double[dim][dim];
        for (int i = 0; i < features.length; i++) {
            mean[i % dim] += features[i] / n;
        }
        for (int r = 0; r < n; r++) {
            for (int i = 0; i < dim; i++) {
                double d = features[r * dim + i] - mean[i];
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += d * (features[r * dim + j] - mean[j]) / (n - 1);
                }
            }
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
    }

    /** The distance to another set. */
    double to(FrechetDistance other) {
        double sum = 0;
        for (int i = 0; i < dim; i++) {
            double d = mean[i] - other.mean[i];
            sum += d * d + covariance[i][i] + other.covariance[i][i];
        }
        double[][] root = root(covariance);
        double[][] inner = product(product(root, other.covariance), root);
        for (double value : SymmetricEigen.of(inner).values()) {
            sum -= 2 * Math.sqrt(Math.max(0, value));
        }
        return Math.max(0, sum);
    }

    private double[][] root(double[][] matrix) {
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        double[][] root = new double[dim][dim];
        for (int k = 0; k < dim; k++) {
            double scale = Math.sqrt(Math.max(0, eigen.values()[k]));
            double[] axis = eigen.vectors()[k];
            for (int i = 0; i < dim; i++) {
                for (int j = 0; j < dim; j++) {
                    root[i][j] += scale * axis[i] * axis[j];
                }
            }
        }
        return root;
    }

    private double[][] product(double[][] a, double[][] b) {
        double[][] out = new double[dim][dim];
        for (int i = 0; i < dim; i++) {
            for (int k = 0; k < dim; k++) {
                for (int j = 0; j < dim; j++) {
                    out[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return out;
    }
}
