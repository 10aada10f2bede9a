package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void countsThoseAtLeastAsLarge() {
        Calibration c = new Calibration(new double[][] {{3, 1, 2, 2}});
        assertEquals(1.0 / 5, c.pValue(new double[] {4}, 0, 1));
        assertEquals(2.0 / 5, c.pValue(new double[] {3}, 0, 1));
        assertEquals(4.0 / 5, c.pValue(new double[] {2}, 0, 1));
        assertEquals(1, c.pValue(new double[] {0}, 0, 1));
        assertEquals(1.0 / 5, c.least());
        assertEquals(1.0 / 5, c.pValue(new double[] {Double.POSITIVE_INFINITY}, 0, 1));
    }

    @Test
    void partsAreAddedUp() {
        Calibration c = new Calibration(new double[][] {{1, 2}, {10, 20}});
        assertEquals(3.0 / 5, c.pValue(new double[] {1.5, 15}, 0, 1));
        // scores of two rows, part by part
        assertEquals(3.0 / 5, c.pValue(new double[] {0, 1.5, 0, 15}, 1, 2));
    }

    /** Over calibration and new rows, p ≤ α happens with probability α where α(n + 1) is whole; 20,000 draws of 19 rows. */
    @Test
    void aNormalRowIsFlaggedAtTheLevel() {
        Random random = new Random(1);
        int flagged = 0;
        int runs = 20_000;
        for (int run = 0; run < runs; run++) {
            double[] scores = random.doubles(19).toArray();
            flagged += new Calibration(new double[][] {scores}).pValue(new double[] {random.nextDouble()}, 0, 1) <= 0.05
                    ? 1
                    : 0;
        }
        // four standard errors
        assertEquals(0.05, (double) flagged / runs, 4 * Math.sqrt(0.05 * 0.95 / runs));
    }
}
