package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RankingTest {
    /** Strange rows at ranks 1 and 3 of 5: 5 of 6 pairs are in order, and the precisions there are 1 and 2/3. */
    @Test
    void aSmallExample() {
        Ranking r = Ranking.of(new double[] {5, 4, 3, 2, 1}, new boolean[] {true, false, true, false, false});
        assertEquals(5.0 / 6, r.auroc(), 1e-15);
        assertEquals((1 + 2.0 / 3) / 2, r.averagePrecision(), 1e-15);
    }

    @Test
    void scoresThatSayNothing() {
        Ranking r = Ranking.of(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, false});
        assertEquals(0.5, r.auroc(), 1e-15);
        assertEquals(0.25, r.averagePrecision(), 1e-15);
    }

    @Test
    void infiniteScoresComeFirst() {
        Ranking r = Ranking.of(new double[] {Double.POSITIVE_INFINITY, 7, 8}, new boolean[] {true, false, false});
        assertEquals(1, r.auroc());
    }

    @Test
    void oneSortOfRowsAlone() {
        assertTrue(Double.isNaN(Ranking.of(new double[] {1, 2}, new boolean[2]).auroc()));
    }
}
