package org.slicedscore.experiments.paper;

/**
 * What is estimated: h and P of N(P⁻¹h, P⁻¹), as one vector θ = (h, P_11, P_12 …, P_DD) of D + D(D+1)/2 numbers, each
 * off-diagonal entry standing for two.
 */
final class GaussianTask {
    /** D. */
    static final int DIM = 3;

    /** Numbers in θ. */
    static final int COUNT = DIM + DIM * (DIM + 1) / 2;

    private static final double[] MEAN = {0.5, -0.5, 0.25};

    /** Lower factor of the covariance. */
    private static final double[][] FACTOR = {{1, 0, 0}, {0.6, 0.8, 0}, {-0.3, 0.4, 0.9}};

    private GaussianTask() {}

    /** x = μ + Lz. */
    static double[] row(double[] z) {
        double[] x = MEAN.clone();
        for (int i = 0; i < DIM; i++) {
            for (int j = 0; j <= i; j++) {
                x[i] += FACTOR[i][j] * z[j];
            }
        }
        return x;
    }

    /** The truth. */
    static double[] theta() {
        double[][] covariance = new double[DIM][DIM];
        for (int i = 0; i < DIM; i++) {
            for (int j = 0; j < DIM; j++) {
                for (int k = 0; k < DIM; k++) {
                    covariance[i][j] += FACTOR[i][k] * FACTOR[j][k];
                }
            }
        }
        double[][] precision = Solve.inverse(covariance);
        double[] theta = new double[COUNT];
        int at = DIM;
        for (int i = 0; i < DIM; i++) {
            for (int j = 0; j < DIM; j++) {
                theta[i] += precision[i][j] * MEAN[j];
            }
            for (int j = i; j < DIM; j++) {
                theta[at++] = precision[i][j];
            }
        }
        return theta;
    }

    /** h of θ. */
    static double[] shift(double[] theta) {
        return java.util.Arrays.copyOf(theta, DIM);
    }

    /** P of θ, symmetric, row by row. */
    static double[] precision(double[] theta) {
        double[] p = new double[DIM * DIM];
        int at = DIM;
        for (int i = 0; i < DIM; i++) {
            for (int j = i; j < DIM; j++) {
                p[i * DIM + j] = theta[at];
                p[j * DIM + i] = theta[at++];
            }
        }
        return p;
    }

    /** A gradient with respect to h and all entries of P, as one with respect to θ. */
    static double[] gradient(double[] shift, double[] precision) {
        double[] g = java.util.Arrays.copyOf(shift, COUNT);
        int at = DIM;
        for (int i = 0; i < DIM; i++) {
            for (int j = i; j < DIM; j++) {
                g[at++] = precision[i * DIM + j] + (i == j ? 0 : precision[j * DIM + i]);
            }
        }
        return g;
    }
}
