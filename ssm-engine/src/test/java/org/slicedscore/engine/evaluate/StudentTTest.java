package org.slicedscore.engine.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StudentTTest {
    /** The table of quantiles in any textbook, and closed forms. */
    @Test
    void upperTails() {
        assertEquals(0.5, StudentT.upperTail(0, 7), 1e-12);
        assertEquals(0.025, StudentT.upperTail(2.0422724563, 30), 1e-9);
        assertEquals(0.975, StudentT.upperTail(-2.0422724563, 30), 1e-9);
        assertEquals(0.05, StudentT.upperTail(6.3137515147, 1), 1e-10);
        // one degree: ½ − arctan(t)/π; two: ½ − t/(2√(2 + t²))
        assertEquals(0.5 - Math.atan(3) / Math.PI, StudentT.upperTail(3, 1), 1e-12);
        assertEquals(0.5 - 4 / (2 * Math.sqrt(18)), StudentT.upperTail(4, 2), 1e-12);
        // nearly normal
        assertEquals(2.866515719e-7, StudentT.upperTail(5, 1e9), 1e-12);
        assertEquals(1, StudentT.upperTail(5, 40) / 5.92003283e-6, 1e-6);
    }
}
