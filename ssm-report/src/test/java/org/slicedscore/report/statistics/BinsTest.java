package org.slicedscore.report.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinsTest {
    @Test
    void countsAreThoseOfTheIntervals() {
        Bins bins = new Bins(0, 0.5, 4);
        assertArrayEquals(
                new double[] {3, 1, 0, 3}, bins.counts(new double[] {-7, 0, 0.49, 0.5, 1.5, 2, 99, Double.NaN}));
        assertArrayEquals(new double[] {0.25, 0.75, 1.25, 1.75}, bins.centres());
    }

    @Test
    void densitiesIntegrateToOne() {
        double[] values = new Random(1).doubles(500, -3, 8).toArray();
        Bins bins = Bins.of(values, 0, 30);
        assertEquals(1, Arrays.stream(bins.densities(values)).sum() * bins.width(), 1e-12);
        assertTrue(bins.low() <= -2.9 && bins.high() >= 7.9);
    }

    /** Whole numbers have intervals around whole numbers, so that none has more values than another by its place. */
    @Test
    void fewValuesHaveAnIntervalEach() {
        double[] dice = new double[600];
        Arrays.setAll(dice, i -> 1 + i % 6);
        Bins bins = Bins.of(dice, 1, 30);
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, bins.centres());
        assertArrayEquals(new double[] {100, 100, 100, 100, 100, 100}, bins.counts(dice));
    }

    @Test
    void oneFarValueDoesNotFlattenTheRest() {
        double[] values = new double[1000];
        Arrays.setAll(values, i -> i / 1000.0);
        values[0] = 1e9;
        assertTrue(Bins.of(values, 0, 30).high() < 2);
    }

    @Test
    void oneValueHasOneInterval() {
        assertEquals(1, Bins.of(new double[] {5, 5, 5}, 0, 30).count());
    }
}
