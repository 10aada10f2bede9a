package org.slicedscore.engine.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;

class GaussianFitTest {
    static Dataset rows(float[] values, int dim) {
        return new Dataset(values, dim, IntStream.range(0, values.length / dim).toArray());
    }

    private static GaussianFit fit(Dataset rows) {
        return new GaussianFit(rows, ColumnMoments.of(rows));
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void oneColumnByHand() {
        // mean 2, variance 2/3; P = 3/2
        Dataset train = rows(new float[] {1, 2, 3}, 1);
        Dataset other = rows(new float[] {2, 4}, 1);
        for (Yardstick y : new Yardstick[] {fit(train), new IndependentFit(ColumnMoments.of(train))}) {
            double[] losses = y.at(other).losses();
            assertEquals(-1.5, losses[0], 1e-9);
            assertEquals(-1.5 + 0.5 * 9, losses[1], 1e-9);
            double[] logs = y.at(other).logDensities();
            assertEquals(-0.5 * Math.log(2 * Math.PI * 2 / 3), logs[0], 1e-9);
            assertEquals(logs[0] - 0.5 * 4 * 1.5, logs[1], 1e-9);
        }
    }

    /** S = [[1, r], [r, 1]] with r = ½ from rows (±1, ±1): b̄² = Σ(2 − …)²/n² by the formula. */
    @Test
    void theShrinkageIsThatOfTheFormula() {
        // three times (1, 1) and (−1, −1), once (1, −1) and (−1, 1): r = ½, ‖x‖⁴ = 4 for each of 8 rows
        float[] x = {1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, 1, -1, -1, 1};
        double distance = 2 * 0.25;
        double variance = (8 * 4 - 8 * (2 + 2 * 0.25)) / 64;
        assertEquals(variance / distance, fit(rows(x, 2)).shrinkage(), 1e-12);
    }

    @Test
    void fewerRowsThanColumnsStillMakeAYardstick() {
        for (float[] x : new float[][] {{1, 2, 3, 2, 4, 1}, {1, 2, 3, 2, 4, 1, 0, 5, 2}}) {
            Yardstick.Values values = fit(rows(x, 3)).at(rows(x, 3));
            assertTrue(Arrays.stream(values.losses()).allMatch(Double::isFinite));
            assertTrue(Arrays.stream(values.logDensities()).allMatch(Double::isFinite));
        }
    }

    /** 320 rows of 250 columns of an MA(1): the sample covariance has the loss +6000 on new rows, the truth −208. */
    @Test
    void aboutAsManyRowsAsColumns() {
        Dataset train = Families.movingAverage(320, 250, 1);
        Dataset fresh = Families.movingAverage(2000, 250, 2);
        double shrunk = mean(fit(train).at(fresh).losses());
        double independent =
                mean(new IndependentFit(ColumnMoments.of(train)).at(fresh).losses());
        assertTrue(shrunk < independent + 20, shrunk + " " + independent);
    }

    @Test
    void withManyRowsItIsTheSampleGaussian() {
        RandomStream random = new RandomStream(1, "gaussian-fit");
        int n = 4000;
        float[] x = new float[3 * n];
        for (int i = 0; i < n; i++) {
            double a = random.normal();
            double b = random.normal();
            x[3 * i] = (float) (2 * a + 1);
            x[3 * i + 1] = (float) (a + b);
            x[3 * i + 2] = (float) (random.normal() - 0.5 * b);
        }
        Dataset data = rows(x, 3);
        assertTrue(fit(data).shrinkage() < 0.01);
        // covariance [[4,2,0],[2,2,-½],[0,-½,5/4]]: tr P = (2·5/4 − ¼ + 4·5/4 + 4·2 − 4) / det, det = 4(2·5/4 − ¼) −
        // 2·2·5/4
        double det = 4 * (2 * 1.25 - 0.25) - 2 * 2 * 1.25;
        double trace = (2 * 1.25 - 0.25 + 4 * 1.25 + 4 * 2 - 4) / det;
        assertEquals(-0.5 * trace, mean(fit(data).at(data).losses()), 0.05 * trace);
    }

    /** Columns of very different units get the same yardstick. */
    @Test
    void unitsDoNotMatter() {
        Dataset train = Families.movingAverage(40, 6, 3);
        float[] scaled = train.values().clone();
        for (int i = 0; i < scaled.length; i += 6) {
            scaled[i] *= 0x1p30f;
        }
        assertEquals(fit(train).shrinkage(), fit(rows(scaled, 6)).shrinkage(), 1e-12);
        double moved = Math.log(0x1p30);
        assertEquals(
                mean(fit(train).at(train).logDensities()) - moved,
                mean(fit(rows(scaled, 6)).at(rows(scaled, 6)).logDensities()),
                1e-6);
    }
}
