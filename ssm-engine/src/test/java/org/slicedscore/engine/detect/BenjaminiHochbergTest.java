package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
    /** The example of the paper, section 4.1: of 15 hypotheses, the first four are rejected at q = 0.05. */
    @Test
    void theExampleOfThePaper() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.000
        };
        assertEquals(0.0095, BenjaminiHochberg.threshold(p, 0.05));
    }

    @Test
    void noneIsFlagged() {
        assertEquals(-1, BenjaminiHochberg.threshold(new double[] {0.5, 0.9}, 0.05));
    }
}
