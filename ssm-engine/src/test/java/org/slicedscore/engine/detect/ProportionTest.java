package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProportionTest {
    /** Values of Wilson's formula, as statistical packages give them. */
    @Test
    void knownIntervals() {
        assertEquals(0, new Proportion(0, 10).low(), 1e-12);
        assertEquals(0.2775, new Proportion(0, 10).high(), 5e-5);
        assertEquals(0.2366, new Proportion(5, 10).low(), 5e-5);
        assertEquals(0.7634, new Proportion(5, 10).high(), 5e-5);
    }
}
