package org.slicedscore.experiments.implicit;

import org.slicedscore.data.prep.SymmetricEigen;

/**
 * The spectral Stein gradient estimator (Shi, Sun and Zhu 2018, ICML): the score in the leading eigenfunctions of the kernel under
 * q, ψⱼ(x) ≈ (√n/λⱼ) Σᵢ u_{ji} k(x, zᵢ), with coefficients βⱼ = −(1/n) Σᵢ ∇ψⱼ(zᵢ). As many eigenfunctions as hold a share of the
 * eigenvalues' sum.
 *
 * @param share of the sum of the eigenvalues, from 0 to 1
 */
record SpectralScore(double share) implements KernelScore {
    /** As in the paper's experiments. */
    static final double SHARE = 0.99;

    @Override
    public void scores(double[] z, int at, int n, int d, double[] scores) {
        RadialKernel kernel = new RadialKernel(z, at, n, d);
        double[][] gradients = kernel.summedGradients(z, at, n, d);
        SymmetricEigen eigen = SymmetricEigen.of(kernel.values);
        for (int i = 0; i < n * d; i++) {
            scores[at + i] = 0;
        }
        // the trace of the kernel's matrix is n
        double held = 0;
        for (int j = n - 1; j >= 0 && held < share * n; j--) {
            double value = eigen.values()[j];
            held += value;
            double[] u = eigen.vectors()[j];
            // at a sample ψⱼ(zᵢ) = √n u_{ji}; ∇ψⱼ(zᵢ) sums u over the gradients of k with respect to its first argument
            for (int k = 0; k < d; k++) {
                double beta = 0;
                for (int i = 0; i < n; i++) {
                    beta -= u[i] * gradients[i][k];
                }
                beta /= value * Math.sqrt(n);
                for (int i = 0; i < n; i++) {
                    scores[at + i * d + k] += Math.sqrt(n) * u[i] * beta;
                }
            }
        }
    }
}
