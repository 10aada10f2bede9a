package org.slicedscore.experiments.implicit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.slicedscore.data.random.RandomStream;

class KernelScoreTest {
    private static final double[] SCALE = {0.8, 1.25};
    private static final double[] CENTRE = {3, -1};

    private static double[] samples(int n, int seed) {
        RandomStream random = new RandomStream(seed, "samples");
        double[] z = new double[2 * n];
        for (int i = 0; i < z.length; i++) {
            z[i] = CENTRE[i % 2] + SCALE[i % 2] * random.normal();
        }
        return z;
    }

    /** The share of the score's mean square that an estimate misses. */
    private static double error(KernelScore estimator, int n) {
        double wrong = 0;
        double all = 0;
        for (int seed = 0; seed < 5; seed++) {
            double[] z = samples(n, seed);
            double[] scores = new double[z.length];
            estimator.scores(z, 0, n, 2, scores);
            for (int i = 0; i < z.length; i++) {
                double score = -(z[i] - CENTRE[i % 2]) / (SCALE[i % 2] * SCALE[i % 2]);
                wrong += (scores[i] - score) * (scores[i] - score);
                all += score * score;
            }
        }
        return wrong / all;
    }

    /** A ridge as small as the Stein estimator's leaves much noise; leaving out eigenfunctions leaves less. */
    @Test
    void bothComeCloserToTheScoreOfAGaussianWithMoreSamples() {
        double few = error(KernelScore.of("stein"), 50);
        double many = error(KernelScore.of("stein"), 400);
        assertTrue(many < 0.7 && many < few / 2, "stein: " + few + " of 50, " + many + " of 400");
        few = error(KernelScore.of("spectral"), 50);
        many = error(KernelScore.of("spectral"), 400);
        assertTrue(many < 0.15 && many < few / 2, "spectral: " + few + " of 50, " + many + " of 400");
    }

    /** Stein's identity for the kernel's features is what the estimator solves: Σᵢ k(zᵢ, zⱼ) gᵢ + ∂k(zᵢ, zⱼ)/∂zᵢ = 0 without a ridge. */
    @Test
    void steinFulfilsItsIdentity() {
        int n = 6;
        double[] z = samples(n, 1);
        double[] g = new double[2 * n];
        new SteinScore(0).scores(z, 0, n, 2, g);
        RadialKernel kernel = new RadialKernel(z, 0, n, 2);
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < 2; k++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    double slope = -kernel.values[i][j] * (z[2 * i + k] - z[2 * j + k]) / kernel.squaredWidth;
                    sum += kernel.values[i][j] * g[2 * i + k] + slope;
                }
                assertEquals(0, sum, 1e-9);
            }
        }
    }

    /** With all eigenfunctions the spectral estimate is the Stein estimate without a ridge: K⁻¹ in its eigenvectors. */
    @Test
    void allEigenfunctionsGiveSteinsEstimate() {
        int n = 6;
        double[] z = samples(n, 2);
        double[] stein = new double[2 * n];
        double[] spectral = new double[2 * n];
        new SteinScore(0).scores(z, 0, n, 2, stein);
        new SpectralScore(2).scores(z, 0, n, 2, spectral);
        for (int i = 0; i < 2 * n; i++) {
            assertEquals(stein[i], spectral[i], 1e-6 * Math.abs(stein[i]) + 1e-8);
        }
    }

    @Test
    void theWidthIsTheMedianDistanceAndGroupsAreApart() {
        // distances 1, 2 and 3, each twice, and 0 three times: the fourth largest of nine
        double[] z = {9, 9, 0, 0, 1, 0, 3, 0};
        assertEquals(4, new RadialKernel(new double[] {0, 0, 1, 0, 3, 0}, 0, 3, 2).squaredWidth);
        assertEquals(
                new RadialKernel(new double[] {0, 0, 1, 0, 3, 0}, 0, 3, 2).squaredWidth,
                new RadialKernel(z, 2, 3, 2).squaredWidth);
        double[] scores = new double[8];
        KernelScore.of("stein").scores(z, 2, 3, 2, scores);
        assertEquals(0, scores[0]);
        assertEquals(0, scores[1]);
        assertTrue(scores[2] != 0 && scores[6] != 0);
    }

    @Test
    void samplesThatAreAllTheSameHaveNoSlope() {
        double[] scores = {7, 7, 7, 7};
        KernelScore.of("stein").scores(new double[] {1, 2, 1, 2}, 0, 2, 2, scores);
        for (double s : scores) {
            assertEquals(0, s, 1e-12);
        }
    }
}
