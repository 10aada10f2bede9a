package org.slicedscore.experiments.implicit;

import java.util.Arrays;

/**
 * k(x, y) = exp(−‖x − y‖² / 2ℓ²) over samples, with ℓ the median of the distances between them, those of samples to themselves
 * included, as the estimators' authors take it.
 */
final class RadialKernel {
    /** k, [n][n]. */
    final double[][] values;

    /** ℓ². */
    final double squaredWidth;

    RadialKernel(double[] z, int at, int n, int d) {
        values = new double[n][n];
        double[] squares = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    double difference = z[at + i * d + k] - z[at + j * d + k];
                    sum += difference * difference;
                }
                values[i][j] = sum;
                squares[i * n + j] = sum;
                squares[j * n + i] = sum;
            }
        }
        Arrays.sort(squares);
        squaredWidth = squares[n * n - n * n / 2];
        for (int i = 0; i < n; i++) {
            values[i][i] = 1;
            for (int j = 0; j < i; j++) {
                values[i][j] = squaredWidth > 0 ? Math.exp(-values[i][j] / (2 * squaredWidth)) : 1;
                values[j][i] = values[i][j];
            }
        }
    }

    /**
     * Σᵢ ∂k(zᵢ, zⱼ)/∂zᵢ for each sample j.
     *
     * @return [n][d]
     */
    double[][] summedGradients(double[] z, int at, int n, int d) {
        double[][] sums = new double[n][d];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < d; k++) {
                    sums[j][k] -= values[i][j] * (z[at + i * d + k] - z[at + j * d + k]);
                }
            }
            for (int k = 0; k < d; k++) {
                sums[j][k] /= squaredWidth > 0 ? squaredWidth : 1;
            }
        }
        return sums;
    }
}
