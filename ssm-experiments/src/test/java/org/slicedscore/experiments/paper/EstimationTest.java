package org.slicedscore.experiments.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

class EstimationTest {
    private static final int N = 40;

    private static float[] rows() {
        RandomStream random = new RandomStream(9, "test");
        float[] rows = new float[N * GaussianTask.DIM];
        for (int i = 0; i < N; i++) {
            double[] z = {random.normal(), random.normal(), random.normal()};
            double[] x = GaussianTask.row(z);
            for (int j = 0; j < x.length; j++) {
                rows[i * x.length + j] = (float) x[j];
            }
        }
        return rows;
    }

    private static double[] minimum(String objective, String projection, int m) {
        Catalog catalog = Catalog.load();
        TrainingComponents c = TrainingConfig.parse(
                        Map.of("model", "gaussian", "objective", objective, "projection", projection), catalog)
                .components();
        try (Backend backend = catalog.backends().choose("reference").open(1);
                QuadraticMinimum loss = new QuadraticMinimum(c, m, N, new Workspace(backend))) {
            return loss.minimum(rows(), 4, 2);
        }
    }

    /** Hyvärinen 2005: the optimum of exact score matching is the sample's mean and covariance. */
    @Test
    void exactScoreMatchingGivesTheSampleMoments() {
        double[] theta = minimum("sm", "gaussian", 1);
        float[] rows = rows();
        int d = GaussianTask.DIM;
        double[] mean = new double[d];
        double[][] covariance = new double[d][d];
        for (int i = 0; i < rows.length; i++) {
            mean[i % d] += rows[i] / (double) N;
        }
        for (int i = 0; i < N; i++) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    covariance[a][b] += (rows[i * d + a] - mean[a]) * (rows[i * d + b] - mean[b]) / N;
                }
            }
        }
        double[][] precision = Solve.inverse(covariance);
        double[] expected =
                Arrays.stream(precision).flatMapToDouble(Arrays::stream).toArray();
        assertArrayEquals(expected, GaussianTask.precision(theta), 1e-8);
    }

    @Test
    void moreDirectionsComeCloserToExact() {
        double[] exact = minimum("sm", "gaussian", 1);
        double few = distance(exact, minimum("ssm", "gaussian", 1));
        double many = distance(exact, minimum("ssm", "gaussian", 400));
        assertTrue(many < 0.3 * few, many + " and " + few);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    /** The covariance of maximum likelihood: Fisher's information inverted, in one entry known by heart. */
    @Test
    void exactScoreMatchingIsAsGoodAsMaximumLikelihoodHere() {
        double[][] covariance = SandwichTheory.covariance("sm", "gaussian", 1);
        double[] p = GaussianTask.precision(GaussianTask.theta());
        int d = GaussianTask.DIM;
        // Wishart: N Cov(P_ij, P_kl) = P_ik P_jl + P_il P_jk
        assertEquals(2 * p[0] * p[0], covariance[d][d], 1e-9);
        assertEquals(p[0] * p[4] + p[1] * p[1], covariance[d + 1][d + 1], 1e-9);
        assertEquals(2 * p[0] * p[1], covariance[d][d + 1], 1e-9);
    }

    @Test
    void slicingCostsInProportionToOneOverM() {
        double exact = SandwichTheory.covariance("sm", "gaussian", 1)[3][3];
        for (String objective : new String[] {"ssm", "ssm-vr"}) {
            double gaussian = SandwichTheory.covariance(objective, "gaussian", 1)[3][3] - exact;
            double quarter = SandwichTheory.covariance(objective, "gaussian", 4)[3][3] - exact;
            double signs = SandwichTheory.covariance(objective, "rademacher", 1)[3][3] - exact;
            assertEquals(gaussian / 4, quarter, 1e-9);
            assertTrue(signs >= 0 && signs < gaussian, objective + ": " + signs + " and " + gaussian);
        }
    }
}
