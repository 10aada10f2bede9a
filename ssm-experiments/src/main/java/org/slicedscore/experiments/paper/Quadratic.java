package org.slicedscore.experiments.paper;

import java.util.List;
import org.slicedscore.data.random.RandomStream;

/**
 * log p(x) = −½‖xF‖², whose Hessian is −FFᵀ everywhere: a known matrix. Each kind is one that some projection
 * is especially good or bad at.
 */
record Quadratic(String name, int dim, double[] factor) {
    static final List<String> NAMES = List.of("identity", "diagonal", "correlated", "dominant");

    static Quadratic of(String name, int dim) {
        double[] f = new double[dim * dim];
        RandomStream random = new RandomStream(7, "projections");
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                f[i * dim + j] = switch (name) {
                    // all diagonal entries the same, none elsewhere
                    case "identity" -> i == j ? 1 : 0;
                    // eigenvalues from 1/D to 4 along the axes
                    case "diagonal" -> i == j ? 2 * Math.sqrt((i + 1.0) / dim) : 0;
                    // neighbours correlated, off-diagonal entries as large as the diagonal
                    case "correlated" -> j <= i ? Math.pow(0.8, i - j) : 0;
                    // one large eigenvalue, not along an axis
                    case "dominant" -> (i == j ? 0.3 : 0) + (j == 0 ? 0.6 * random.normal() : 0);
                    default -> throw new IllegalArgumentException("no matrix named " + name);
                };
            }
        }
        return new Quadratic(name, dim, f);
    }

    /** H = −FFᵀ, row by row. */
    double[] hessian() {
        double[] h = new double[dim * dim];
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                double sum = 0;
                for (int k = 0; k < dim; k++) {
                    sum += factor[i * dim + k] * factor[j * dim + k];
                }
                h[i * dim + j] = -sum;
            }
        }
        return h;
    }

    double trace() {
        double[] h = hessian();
        double sum = 0;
        for (int i = 0; i < dim; i++) {
            sum += h[i * dim + i];
        }
        return sum;
    }

    /** ‖H‖²_F. */
    double frobenius() {
        double sum = 0;
        for (double v : hessian()) {
            sum += v * v;
        }
        return sum;
    }

    /** Σ H_ii². */
    double diagonalSquares() {
        double[] h = hessian();
        double sum = 0;
        for (int i = 0; i < dim; i++) {
            sum += h[i * dim + i] * h[i * dim + i];
        }
        return sum;
    }

    /** s = Hx, as the mean is 0. */
    double[] score(double[] x) {
        return times(x);
    }

    double[] times(double[] x) {
        double[] h = hessian();
        double[] y = new double[dim];
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                y[i] += h[i * dim + j] * x[j];
            }
        }
        return y;
    }
}
