package org.slicedscore.engine.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;

class GaussianFitTest {
    private static Dataset rows(float[] values, int dim) {
        return new Dataset(values, dim, IntStream.range(0, values.length / dim).toArray());
    }

    @Test
    void byHand() {
        // mean 2, variance 2/3; P = 3/2
        double[] losses = new GaussianFit(rows(new float[] {1, 2, 3}, 1)).losses(rows(new float[] {2, 4}, 1));
        assertEquals(-1.5, losses[0], 1e-9);
        assertEquals(-1.5 + 0.5 * 9, losses[1], 1e-9);
    }

    @Test
    void fewerRowsThanColumnsDetermineNoCovariance() {
        assertTrue(new GaussianFit(rows(new float[] {1, 2, 3, 2, 4, 1}, 3)).singular());
        assertTrue(new GaussianFit(rows(new float[] {1, 2, 2, 4, 3, 6}, 2)).singular());
        assertFalse(new GaussianFit(rows(new float[] {1, 2, 2, 4, 3, 7}, 2)).singular());
    }

    @Test
    void onItsOwnRowsTheMeanIsMinusHalfTheTraceOfThePrecision() {
        RandomStream random = new RandomStream(1, "gaussian-fit");
        int n = 400;
        float[] x = new float[3 * n];
        for (int i = 0; i < n; i++) {
            double a = random.normal();
            double b = random.normal();
            x[3 * i] = (float) (2 * a + 1);
            x[3 * i + 1] = (float) (a + b);
            x[3 * i + 2] = (float) (random.normal() - 0.5 * b);
        }
        Dataset data = rows(x, 3);
        double[] losses = new GaussianFit(data).losses(data);
        double mean =
                IntStream.range(0, n).mapToDouble(i -> losses[i]).average().orElseThrow();
        // covariance [[4,2,0],[2,2,-½],[0,-½,5/4]]: tr P = (2·5/4 − ¼ + 4·5/4 + 4·2 − 4) / det, det = 4(2·5/4 − ¼) −
        // 2·2·5/4
        double det = 4 * (2 * 1.25 - 0.25) - 2 * 2 * 1.25;
        double trace = (2 * 1.25 - 0.25 + 4 * 1.25 + 4 * 2 - 4) / det;
        assertEquals(-0.5 * trace, mean, 0.15 * trace);
    }
}
