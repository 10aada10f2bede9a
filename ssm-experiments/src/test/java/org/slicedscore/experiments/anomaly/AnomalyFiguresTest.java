package org.slicedscore.experiments.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnomalyFiguresTest {
    /** Demšar's example: 4 methods on 14 sets. */
    @Test
    void theCriticalDifferenceIsThePublishedOne() {
        assertEquals(1.25, AnomalyFigures.criticalDifference(4, 14), 0.01);
    }

    @Test
    void tiesShareARank() {
        double[][] values = {{0.9, 0.5}, {0.8, 0.5}, {0.7, 0.6}};
        assertArrayEquals(new double[] {1.75, 2.25, 2}, AnomalyFigures.meanRanks(values), 1e-12);
    }
}
