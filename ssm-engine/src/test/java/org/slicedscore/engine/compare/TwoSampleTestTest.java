package org.slicedscore.engine.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.random.RandomStream;

class TwoSampleTestTest {
    private static double[] normal(int n, int dim, double shift, double scale, long seed) {
        RandomStream random = new RandomStream(seed, "test");
        return IntStream.range(0, n * dim)
                .mapToDouble(i -> scale * random.normal() + shift)
                .toArray();
    }

    /** E‖X−Y‖ of normal numbers of one variance is 2/√π, from which the energy distance of shifted ones follows. */
    @Test
    void theStatisticsOfTwoNormalsAreThose() {
        TwoSampleTest test = TwoSampleTest.of(normal(2000, 1, 0, 1, 1), normal(2000, 1, 1, 1, 2), 1, 3);
        // 2E|Z√2 + 1| − 4/√π, with E|μ + sZ| = s√(2/π) exp(−μ²/2s²) + μ(1 − 2Φ(−μ/s))
        double shifted = 2 / Math.sqrt(Math.PI) * Math.exp(-0.25) + 0.520500;
        assertEquals(2 * shifted - 4 / Math.sqrt(Math.PI), test.energy().value(), 0.06);
        assertEquals(0.001, test.energy().p());
        assertEquals(0.001, test.mmd().p());
        assertEquals(0.001, test.auroc().p());
        // the best classifier of N(0,1) and N(1,1) has the area Φ(1/√2) = 0.760
        assertEquals(0.75, test.auroc().value(), 0.03);
    }

    @Test
    void aDifferenceOfShapeIsFound() {
        TwoSampleTest test = TwoSampleTest.of(normal(500, 3, 0, 1, 1), normal(500, 3, 0, 1.4, 2), 3, 3);
        assertTrue(test.energy().p() < 0.01, "energy " + test.energy());
        assertTrue(test.mmd().p() < 0.01, "mmd " + test.mmd());
        assertTrue(test.auroc().p() < 0.01, "auroc " + test.auroc());
    }

    /** Under the hypothesis p-values are uniform: of 60, about a tenth are below 0.1. */
    @Test
    void theTestsHoldTheirLevel() {
        int tries = 60;
        double[][] p = new double[3][tries];
        double[] auroc = new double[tries];
        for (int i = 0; i < tries; i++) {
            TwoSampleTest test = TwoSampleTest.of(normal(60, 2, 0, 1, 100 + i), normal(90, 2, 0, 1, 500 + i), 2, i);
            p[0][i] = test.energy().p();
            p[1][i] = test.mmd().p();
            p[2][i] = test.auroc().p();
            auroc[i] = test.auroc().value();
        }
        for (double[] each : p) {
            assertTrue(Arrays.stream(each).filter(v -> v < 0.1).count() <= 14, "too often below 0.1");
            assertTrue(Arrays.stream(each).filter(v -> v > 0.9).count() <= 14, "too often above 0.9");
            assertEquals(0.5, Arrays.stream(each).average().orElseThrow(), 3 * 0.289 / Math.sqrt(tries));
        }
        assertEquals(0.5, Arrays.stream(auroc).average().orElseThrow(), 0.02);
    }

    @Test
    void theSameRowsAndSeedGiveTheSame() {
        double[] a = normal(100, 2, 0, 1, 1);
        double[] b = normal(50, 2, 0.1, 1, 2);
        assertEquals(TwoSampleTest.of(a, b, 2, 7), TwoSampleTest.of(a, b, 2, 7));
        assertThrows(IllegalArgumentException.class, () -> TwoSampleTest.of(a, Arrays.copyOf(b, 58), 2, 7));
    }
}
