package org.slicedscore.experiments.implicit;

/**
 * Mean and variance of the entropy gradient's estimate for z = Aε + b with ε ~ N(0, I): exact for every N and n, entry by entry.
 *
 * <p>The score is linear, s(z) = Wz + c, and minimises a score-matching loss over N samples in M directions each. With the sample
 * covariance S = A T Aᵀ and V the mean of vvᵀ over samples and directions, the minimiser is W = −V S⁻¹, c = −W z̄. T⁻¹ is N times
 * an inverse Wishart matrix with N − 1 degrees of freedom and independent of V and z̄; Q = WA = −V A⁻ᵀ T⁻¹. The estimate from n
 * fresh samples is −(1/n) Σ (Wz + c) εᵀ, so that its mean is −E[Q] = N/(N − d − 2) · A⁻ᵀ, where A⁻ᵀ is the gradient of the entropy,
 * and its variance the sum of Var Q and of what n samples leave.
 */
final class EntropyTheory {
    private final int d;
    private final double[][] gradient;
    private final double[][] mean;
    private final double[][] learned;
    private final double[][] variance;
    private final double factor;

    /**
     * The moments.
     *
     * @param gradient A⁻ᵀ, the gradient of the entropy
     * @param fitted N, samples that the score is learned from; 0 where it is known
     * @param fresh n, samples that the gradient is taken over
     * @param diagonal N·M times the variance of a diagonal entry of V; 0 for the exact trace
     * @param other N·M times the variance of any other entry
     * @param directions M
     */
    EntropyTheory(double[][] gradient, int fitted, int fresh, double diagonal, double other, int directions) {
        this.gradient = gradient;
        d = gradient.length;
        mean = new double[d][d];
        learned = new double[d][d];
        variance = new double[d][d];
        factor = fitted == 0 ? 1 : fitted / (fitted - d - 2.0);
        double[][] square = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                mean[i][j] = factor * gradient[i][j];
                learned[i][j] = fitted == 0 ? 0 : inverse(i, j, fitted);
            }
        }
        double[][] before = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                before[i][j] = learned[i][j] + mean[i][j] * mean[i][j];
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d && fitted > 0; k++) {
                    learned[i][j] += (i == k ? diagonal : other) / (fitted * (double) directions) * before[k][j];
                }
                square[i][j] = learned[i][j] + mean[i][j] * mean[i][j];
            }
        }
        for (int i = 0; i < d; i++) {
            double row = 0;
            for (int j = 0; j < d; j++) {
                row += square[i][j];
            }
            // the mean of N samples stands in for b
            double centre = fitted == 0 ? 0 : row / fitted;
            for (int j = 0; j < d; j++) {
                variance[i][j] = learned[i][j] + (row + square[i][j] + centre) / fresh;
            }
        }
    }

    /** The variance of an entry of A⁻ᵀ T⁻¹ (Muirhead 1982, section 3.2, for the inverse Wishart distribution). */
    private double inverse(int i, int j, int n) {
        double nu = n - 1.0;
        double scale = (nu - d) * (nu - d - 1) * (nu - d - 1) * (nu - d - 3);
        double row = 0;
        for (int k = 0; k < d; k++) {
            row += gradient[i][k] * gradient[i][k];
        }
        double own = gradient[i][j] * gradient[i][j];
        return (double) n * n * (2 * own + (nu - d - 1) * (row + own)) / scale;
    }

    /** The mean of an entry. */
    double mean(int i, int j) {
        return mean[i][j];
    }

    /** The mean is the entropy's gradient times this. */
    double factor() {
        return factor;
    }

    /** The variance of an entry. */
    double variance(int i, int j) {
        return variance[i][j];
    }

    /** The part of the variance that the score's estimate brings, which fresh samples do not reduce. */
    double learned(int i, int j) {
        return learned[i][j];
    }
}
