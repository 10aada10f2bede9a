package org.slicedscore.report.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    @Test
    void stepsAreRound() {
        Ticks ticks = Ticks.linear(-0.13, 1.04, 6);
        assertArrayEquals(new double[] {0, 0.5, 1}, ticks.values(), 1e-12);
        assertEquals(List.of("0.0", "0.5", "1.0"), ticks.labels());
        assertEquals(List.of("−2", "−1", "0", "1"), Ticks.linear(-2.2, 1.5, 5).labels());
        assertEquals("20\u2009000", Ticks.linear(0, 20_000, 3).labels().getLast());
    }

    @Test
    void veryLargeAndSmallNumbersHavePowersOfTen() {
        assertEquals(List.of("0", "1×10⁷", "2×10⁷"), Ticks.linear(0, 2.1e7, 4).labels());
        assertEquals("2×10⁻⁶", Ticks.linear(0, 2.1e-6, 3).labels().getLast());
    }

    @Test
    void logarithmicAxesHaveDecades() {
        assertEquals(
                List.of("0.001", "0.01", "0.1", "1", "10", "100"),
                Ticks.logarithmic(0.001, 100, 8).labels());
        assertArrayEquals(
                new double[] {2, 5, 10, 20, 50}, Ticks.logarithmic(1.5, 60, 8).values(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-5,5", "1e-9,3e-9", "999.2,999.9", "-1e6,1e6", "0.1,17"})
    void ticksLieWithinAndAreDistinct(double low, double high) {
        for (int most = 2; most < 9; most++) {
            Ticks ticks = Ticks.linear(low, high, most);
            assertTrue(ticks.values().length <= most + 1, () -> low + " to " + high);
            assertEquals(
                    ticks.labels().size(), ticks.labels().stream().distinct().count());
            for (double v : ticks.values()) {
                assertTrue(v >= low - 1e-9 * (high - low) && v <= high + 1e-9 * (high - low));
            }
        }
    }
}
