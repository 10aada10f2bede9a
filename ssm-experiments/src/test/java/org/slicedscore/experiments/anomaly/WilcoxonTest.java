package org.slicedscore.experiments.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WilcoxonTest {
    /** All of five differences of one sign: 2 of 32 sign patterns. */
    @Test
    void allOfOneSign() {
        assertEquals(2.0 / 32, Wilcoxon.pValue(new double[] {1, 2, 3, 4, 5}), 1e-12);
        assertEquals(2.0 / 32, Wilcoxon.pValue(new double[] {-1, -2, -3, -4, -5}), 1e-12);
    }

    /** Ranks 1 and 2 negative of six: sums of at most 3 are those of {}, {1}, {2}, {3} and {1, 2}. */
    @Test
    void smallSums() {
        assertEquals(2 * 5.0 / 64, Wilcoxon.pValue(new double[] {-1, -2, 3, 4, 5, 6}), 1e-12);
    }

    @Test
    void nothingDiffers() {
        assertEquals(1, Wilcoxon.pValue(new double[] {0, 0, 0}));
    }

    @Test
    void tiesUseTheApproximation() {
        double[] tied = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1};
        // W+ = 12 · 8.5 = 102, mean 68, variance 374 − 4080/48 = 289, z = 33.5/17
        assertEquals(0.04877, Wilcoxon.pValue(tied), 1e-4);
    }
}
