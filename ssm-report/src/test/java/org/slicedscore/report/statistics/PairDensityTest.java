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

    /** The score is that of the Gaussian, widened by the kernel. */
    @Test
    void scoresAreThoseOfTheSmoothedDensity() {
        double[] scores = new PairDensity(x, y).scores(-2, 2, -2, 2, 8);
        assertTrue(scores.length > 4 * 30, "points with rows around them");
        double h = Math.pow(N, -1.0 / 3);
        double variance = 1 + h;
        double determinant = variance * variance - RHO * RHO;
        double squares = 0;
        for (int k = 0; k < scores.length; k += 4) {
            double dx = scores[k + 2] + (variance * scores[k] - RHO * scores[k + 1]) / determinant;
            double dy = scores[k + 3] + (variance * scores[k + 1] - RHO * scores[k]) / determinant;
            squares += (dx * dx + dy * dy) / (scores.length / 4.0);
        }
        assertTrue(Math.sqrt(squares) < 0.4, "root mean square error " + Math.sqrt(squares));
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
