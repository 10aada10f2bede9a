package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slicedscore.models.model.GaussianMixtureModel;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.projection.Rademacher;

/** Rows drawn from a mixture, under the mixture itself: E[s] = 0, E[s xᵀ] = −I, and the loss is −½E‖s‖². */
class SteinIdentityTest {
    private static final int ROWS = 20_000;
    private static final double[] MEANS = {-1, 0.5, 2, -1};
    private static final double[] SCALES = {0.7, 1.1, 0.5, 0.9};
    private static final double SECOND = 0.3;

    private static double[] rows() {
        Random random = new Random(4);
        double[] rows = new double[ROWS * 2];
        for (int i = 0; i < ROWS; i++) {
            int k = random.nextDouble() < SECOND ? 2 : 0;
            rows[2 * i] = MEANS[k] + SCALES[k] * random.nextGaussian();
            rows[2 * i + 1] = MEANS[k + 1] + SCALES[k + 1] * random.nextGaussian();
        }
        return rows;
    }

    @Test
    void holdForAMixtureAtTheTruth() {
        double[] rows = rows();
        Lab lab = new Lab(
                new GaussianMixtureModel(),
                Map.of("components", "2"),
                new ScoreMatching(),
                Map.of(),
                new Rademacher(),
                1,
                ROWS,
                2);
        lab.rows(rows).set("logits", Math.log(1 - SECOND), Math.log(SECOND)).set("means", MEANS);
        double[] logScales = SCALES.clone();
        for (int i = 0; i < logScales.length; i++) {
            logScales[i] = Math.log(SCALES[i]);
        }
        lab.set("log_scales", logScales);
        double[] s = lab.evaluate(lab.score.score(), 0);
        double[] products = new double[ROWS];
        for (int i = 0; i < 2; i++) {
            for (int row = 0; row < ROWS; row++) {
                products[row] = s[2 * row + i];
            }
            assertMean(0, products, "E[s_" + i + "]");
            for (int j = 0; j < 2; j++) {
                for (int row = 0; row < ROWS; row++) {
                    products[row] = s[2 * row + i] * rows[2 * row + j];
                }
                assertMean(i == j ? -1 : 0, products, "E[s_" + i + " x_" + j + "]");
            }
        }
        // integration by parts once more: the row loss plus ½‖s‖² has mean 0
        double[] loss = lab.evaluate(lab.rowLoss, 0);
        for (int row = 0; row < ROWS; row++) {
            loss[row] += 0.5 * (s[2 * row] * s[2 * row] + s[2 * row + 1] * s[2 * row + 1]);
        }
        assertMean(0, loss, "E[tr H + ‖s‖²]");
    }

    private static void assertMean(double expected, double[] values, String what) {
        SampleMoments moments = new SampleMoments(values);
        assertTrue(moments.standardError() < 0.05, what + ": too few rows for the test to mean something");
        assertEquals(expected, moments.mean(), 4 * moments.standardError(), what);
    }
}
