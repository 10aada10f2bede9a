package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.models.model.GaussianModel;
import org.slicedscore.models.objective.DenoisingScoreMatching;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.optimizer.Adam;
import org.slicedscore.models.projection.Rademacher;

/** Score matching of a Gaussian is solved by the sample mean and covariance S, with loss −½ tr S⁻¹ (Hyvärinen 2005). */
class GaussianOptimumTest {
    private static final int D = 3;
    private static final Sample SAMPLE = new Sample(40, D);

    private static Lab lab() {
        return new Lab(
                        new GaussianModel(),
                        Map.of(),
                        new ScoreMatching(),
                        Map.of(),
                        new Rademacher(),
                        1,
                        SAMPLE.count(),
                        D)
                .rows(SAMPLE.rows());
    }

    private static Lab atOptimum() {
        return lab().set("mean", SAMPLE.mean()).set("precision_factor", SAMPLE.precisionFactor());
    }

    @Test
    void gradientVanishesAtTheSampleMoments() {
        Lab lab = atOptimum();
        lab.gradients()
                .forEach((name, gradient) -> assertArrayEquals(
                        new double[lab.get(name).length], lab.evaluate(gradient, 0), 1e-10, "gradient of " + name));
    }

    @Test
    void lossThereIsMinusHalfTheTraceOfThePrecision() {
        assertEquals(-0.5 * SAMPLE.traceOfPrecision(), value(), 1e-11);
    }

    private static double value() {
        Lab lab = atOptimum();
        return lab.evaluate(lab.loss, 0)[0];
    }

    /** Not a saddle: every small step away makes the loss larger. */
    @Test
    void lossIsLeastThere() {
        double least = value();
        for (int seed = 0; seed < 20; seed++) {
            Lab lab = atOptimum();
            lab.set("mean", Sample.moved(SAMPLE.mean(), 0.05, seed));
            lab.set("precision_factor", Sample.moved(SAMPLE.precisionFactor(), 0.05, seed + 100));
            double loss = lab.evaluate(lab.loss, 0)[0];
            assertTrue(loss > least, "loss " + loss + " near the optimum is below " + least);
        }
    }

    @Test
    void trainingFindsTheSampleMoments() {
        Lab lab = lab().initialise(1);
        new Training(lab, new Adam(), Map.of()).run(3000, 0.05);
        assertArrayEquals(SAMPLE.mean(), lab.get("mean"), 1e-3, "mean");
        double[] factor = lab.get("precision_factor");
        double[] precision = Sample.timesTransposed(factor, D);
        assertArrayEquals(
                Sample.timesTransposed(SAMPLE.precisionFactor(), D),
                precision,
                1e-3 * SAMPLE.traceOfPrecision(),
                "precision");
    }

    /** E[s] = 0 and E[s xᵀ] = −I hold exactly over the sample. */
    @Test
    void steinIdentitiesHoldOverTheSample() {
        Lab lab = atOptimum();
        double[] s = lab.evaluate(lab.score.score(), 0);
        double n = SAMPLE.count();
        for (int i = 0; i < D; i++) {
            double sum = 0;
            double[] products = new double[D];
            for (int row = 0; row < SAMPLE.count(); row++) {
                sum += s[row * D + i];
                for (int j = 0; j < D; j++) {
                    products[j] += s[row * D + i] * SAMPLE.rows()[row * D + j];
                }
            }
            assertEquals(0, sum / n, 1e-11, "E[s_" + i + "]");
            for (int j = 0; j < D; j++) {
                assertEquals(i == j ? -1 : 0, products[j] / n, 1e-11, "E[s_" + i + " x_" + j + "]");
            }
        }
    }

    /**
     * With the one row x as mean and precision 1/σ², the score at x + σε is −ε/σ, which is what denoising asks for: the loss
     * is 0. With the other sign of the target it would be 2‖ε/σ‖².
     */
    @Test
    void denoisingLossVanishesWhereTheScoreIsItsTarget() {
        double sigma = 0.3;
        double[] row = {0.5, -2, 1};
        Lab lab = new Lab(
                new GaussianModel(),
                Map.of(),
                new DenoisingScoreMatching(),
                Map.of("sigma", "" + sigma),
                new Rademacher(),
                1,
                1,
                D);
        lab.rows(row).set("mean", row);
        double[] factor = {1 / sigma, 0, 0, 0, 1 / sigma, 0, 0, 0, 1 / sigma};
        lab.set("precision_factor", factor);
        assertEquals(0, lab.evaluate(lab.loss, 3)[0], 1e-12);
        Expr noise = lab.score.noise("dsm");
        double expected = 0;
        for (double e : lab.evaluate(noise, 3)) {
            expected += 0.5 * (e / sigma) * (e / sigma);
        }
        lab.set("precision_factor", new double[D * D]);
        assertEquals(
                expected, lab.evaluate(lab.loss, 3)[0], 1e-12, "without a score the loss is half the target's square");
    }
}
