package org.slicedscore.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slicedscore.engine.figure.Figure.Field;

class PairDensityTest {
    private static final int N = 4000;
    private static final double RHO = 0.6;

    private final double[] x = new double[N];
    private final double[] y = new double[N];

    /** Rows of a Gaussian. */
    PairDensityTest() {
        Random random = new Random(5);
        for (int i = 0; i < N; i++) {
            x[i] = random.nextGaussian();
            y[i] = RHO * x[i] + Math.sqrt(1 - RHO * RHO) * random.nextGaussian();
        }
    }

    /** The level of a share holds that share of the rows, and of a Gaussian the densest half is where it should be. */
    @Test
    void levelsHoldTheirShares() {
        Field field = new PairDensity(x, y).field(-4, 4, -4, 4);
        double[] levels = field.levels();
        assertEquals(PairDensity.SHARES.length, levels.length);
        for (int k = 0; k < levels.length; k++) {
            int inside = 0;
            int truly = 0;
            double radius = -2 * Math.log(1 - PairDensity.SHARES[k]);
            for (int i = 0; i < N; i++) {
                int c = (int) Math.rint((x[i] + 4) / 8 * (field.width() - 1));
                int r = (int) Math.rint((4 - y[i]) / 8 * (field.height() - 1));
                boolean dense = field.values()[r * field.width() + c] >= levels[k];
                boolean near = (x[i] * x[i] - 2 * RHO * x[i] * y[i] + y[i] * y[i]) / (1 - RHO * RHO) <= radius;
                inside += dense ? 1 : 0;
                truly += dense == near ? 1 : 0;
            }
            assertEquals(PairDensity.SHARES[k], inside / (double) N, 0.01);
            assertTrue(truly > 0.9 * N, "agrees with the Gaussian's own ellipse on " + truly);
        }
    }

    /** The score is the gradient of the logarithm of the density that is drawn. */
    @Test
    void scoresAreGradientsOfTheSmoothedDensity() {
        PairDensity density = new PairDensity(x, y);
        double e = 0.01;
        for (double[] at : new double[][] {{0, 0}, {1, 0.5}, {-1.5, -0.2}, {0.3, 1.7}}) {
            double[] score = density.scores(at[0] - e, at[0] + e, at[1] - e, at[1] + e, 1);
            assertEquals(4, score.length, "rows around the point");
            Field field = density.field(at[0] - e, at[0] + e, at[1] - e, at[1] + e);
            int n = field.width();
            double[] v = field.values();
            int middle = n / 2;
            double across = Math.log(v[middle * n + n - 1] / v[middle * n]) / (2 * e);
            double up = Math.log(v[middle] / v[(n - 1) * n + middle]) / (2 * e);
            assertEquals(across, score[2], 0.01);
            assertEquals(up, score[3], 0.01);
        }
    }

    @Test
    void dependenceIsSeenWhereCorrelationIsNot() {
        double[] square = new double[N];
        for (int i = 0; i < N; i++) {
            square[i] = x[i] * x[i];
        }
        double[] other = new Random(9).doubles(N).toArray();
        assertTrue(Dependence.information(x, square) > 0.8);
        assertEquals(0, Dependence.information(x, other), 0.01);
        assertTrue(Dependence.information(x, y) > 0.1);
        assertEquals(0, Dependence.difference(x, y, x, y), 1e-12);
        assertTrue(Dependence.difference(x, y, x, other) > 0.3);
    }

    @Test
    void distancesAndCorrelationsAreTheKnownOnes() {
        assertEquals(0.5, Statistics.distance(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6}), 1e-12);
        assertEquals(0, Statistics.distance(x, x), 1e-12);
        double[] r = Statistics.correlations(new double[][] {x, y});
        assertEquals(1, r[0], 1e-12);
        assertEquals(RHO, r[1], 0.03);
        assertEquals(2.5, Statistics.quantile(new double[] {1, 2, 3, 4}, 0.5), 1e-12);
    }
}
