package org.slicedscore.engine.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.slicedscore.data.Dataset;

class MixtureFitTest {
    @Test
    void threeClustersAreFound() {
        Dataset train = Families.clusters(900, 2, 1);
        Dataset fresh = Families.clusters(4000, 2, 2);
        double truth = GaussianFitTest.mean(Families.clustersLogDensity(fresh));
        double three =
                GaussianFitTest.mean(new MixtureFit(train, 3, 5).at(fresh).logDensities());
        double one = GaussianFitTest.mean(new MixtureFit(train, 1, 5).at(fresh).logDensities());
        assertEquals(truth, three, 0.03);
        assertTrue(one < truth - 0.3, one + " " + truth);
    }

    /** The loss is that of the formula's own derivatives: tr H + ½‖s‖² by differences of log p. */
    @Test
    void lossesAreThoseOfTheDensity() {
        MixtureFit fit = new MixtureFit(Families.clusters(300, 2, 1), 3, 5);
        float h = 1f / 64;
        float x = 0.5f;
        float y = -0.25f;
        Dataset star = GaussianFitTest.rows(new float[] {x, y, x + h, y, x - h, y, x, y + h, x, y - h}, 2);
        double[] p = fit.at(star).logDensities();
        double sx = (p[1] - p[2]) / (2 * h);
        double sy = (p[3] - p[4]) / (2 * h);
        double trace = (p[1] + p[2] + p[3] + p[4] - 4 * p[0]) / (h * h);
        double expected = trace + 0.5 * (sx * sx + sy * sy);
        assertEquals(expected, fit.at(star).losses()[0], 0.01 * Math.max(1, Math.abs(expected)));
    }

    @Test
    void theSameSeedGivesTheSameMixture() {
        Dataset train = Families.clusters(300, 2, 1);
        assertArrayEquals(
                new MixtureFit(train, 4, 5).at(train).logDensities(),
                new MixtureFit(train, 4, 5).at(train).logDensities());
    }

    @Test
    void moreComponentsThanClustersAndCopiesStayFinite() {
        float[] x = new float[40];
        for (int i = 0; i < 20; i++) {
            x[2 * i] = i < 10 ? 1 : -1;
            x[2 * i + 1] = i % 2;
        }
        Dataset rows = GaussianFitTest.rows(x, 2);
        for (double v : new MixtureFit(rows, 8, 1).at(rows).losses()) {
            assertTrue(Double.isFinite(v));
        }
    }
}
