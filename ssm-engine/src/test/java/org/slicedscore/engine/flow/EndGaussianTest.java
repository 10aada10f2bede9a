package org.slicedscore.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;

class EndGaussianTest {
    @Test
    void momentsAndDensityAreThoseOfTheRows() {
        SmoothedMixture truth = SmoothedMixture.gaussian(new double[] {1, -2, 0.5}, new double[] {4, 1, 0.1}, 7);
        int n = 20_000;
        double[] rows = truth.draw(n, 0, 3);
        EndGaussian found =
                EndGaussian.of(Dataset.of(rows, 3, IntStream.range(0, n).toArray()));
        double[] x = {0.3, 0.1, -1};
        assertEquals(truth.logDensity(x, 0, 2), truth.moments().at(2).logDensity(x), 1e-12);
        assertEquals(truth.logDensity(x, 0, 2), found.at(2).logDensity(x), 0.03);
        assertEquals(Math.sqrt(5.1 / 3), truth.moments().scale(), 1e-12);
    }

    @Test
    void drawsFollowTheDensity() {
        EndGaussian gaussian = SmoothedMixture.gaussian(new double[] {1, -2}, new double[] {4, 0.1}, 7)
                .moments();
        EndGaussian.At at = gaussian.at(1.5);
        RandomStream random = new RandomStream(1, "test");
        int n = 20_000;
        double[] logs = new double[n];
        for (int i = 0; i < n; i++) {
            double[] x = {random.normal(), random.normal()};
            double expected = -0.5 * (x[0] * x[0] + x[1] * x[1]);
            at.draw(x);
            // the density of Lz + m is that of z up to a constant
            logs[i] = at.logDensity(x) - expected;
        }
        double first = logs[0];
        Arrays.stream(logs).forEach(l -> assertEquals(first, l, 1e-9));
        assertEquals(-Math.log(2 * Math.PI) - 0.5 * Math.log((4 + 2.25) * (0.1 + 2.25)), first, 1e-9);
    }
}
