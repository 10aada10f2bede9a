package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statistic on columns for which it is known, on both sides of every limit. */
class ColumnStatsTest {
    private static ColumnStats stats(int n, IntToDoubleFunction value) {
        double[] values = new double[n];
        Arrays.setAll(values, value);
        return ColumnStats.of("c", values);
    }

    @Test
    void momentsAndRanks() {
        ColumnStats s = ColumnStats.of("c", new double[] {4, 1, 1, 8, 2, 2, 2});
        assertEquals(1, s.min());
        assertEquals(8, s.max());
        assertEquals(20.0 / 7, s.mean(), 1e-15);
        assertEquals(Math.sqrt(94.0 / 7 - 400.0 / 49), s.std(), 1e-15);
        assertEquals(4, s.distinct());
        assertEquals(5.0 / 7, s.tiedShare());
        assertEquals(2, s.topValue());
        assertEquals(3.0 / 7, s.topShare());
        assertEquals(2, s.medianGap());
        // the nearest other value of 1, 1, 2, 2, 2, 4, 8 is 1, 1, 1, 1, 1, 2, 4 away
        assertEquals(1, s.nearGap());
        assertEquals(1.5, ColumnStats.of("c", new double[] {0, 1, 3, 6, 8}).nearGap() * 0.75);
        assertEquals(2.5, ColumnStats.of("c", new double[] {0, 1, 3, 6, 10}).medianGap());
    }

    /** Among values equally frequent the smallest is named. */
    @Test
    void theFirstOfTheMostFrequent() {
        assertEquals(1, ColumnStats.of("c", new double[] {2, 1, 1, 2}).topValue());
    }

    /** A large offset costs no digits of the moments. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e12, -1e14})
    void offsets(double offset) {
        ColumnStats s = stats(1000, i -> offset + (i % 4));
        assertEquals(offset + 1.5, s.mean(), 1e-16 * Math.abs(offset));
        assertEquals(Math.sqrt(1.25), s.std(), 1e-15 * Math.abs(offset) + 1e-14);
        assertEquals(4, s.distinct());
    }

    /** Neither do large and small numbers overflow or vanish. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1, 1e300})
    void scales(double scale) {
        ColumnStats s = stats(1000, i -> scale * (i % 4));
        assertEquals(1.5 * scale, s.mean(), 1e-14 * scale);
        assertEquals(Math.sqrt(1.25) * scale, s.std(), 1e-14 * scale);
    }

    /** Values closer than rounding are one value, and the next ones are not: nothing chains. */
    @Test
    void rounding() {
        double step = 3e-13;
        ColumnStats s = stats(101, i -> i < 100 ? i : 50 + step);
        assertEquals(100, s.distinct());
        assertEquals(2.0 / 101, s.tiedShare());
        assertEquals(101, stats(101, i -> i < 100 ? i : 50 + 3e-10).distinct());
        // every neighbour is within the tolerance, the whole is not
        assertTrue(stats(1000, i -> i < 500 ? 0.5e-12 * 500 * (i / 500.0) : i).distinct() > 500);
    }

    @Test
    void grids() {
        assertTrue(stats(50, i -> 0.5 * i).grid());
        assertTrue(stats(50, i -> i == 0 ? 0 : 0.5 * i + 3).grid(), "a few points may be unused");
        assertFalse(stats(50, i -> i + 0.01 * (i % 3)).grid());
        // four places a row are the limit: 49 neighbours and one point far out
        assertTrue(stats(50, i -> i < 49 ? i : 200).grid());
        assertFalse(stats(50, i -> i < 49 ? i : 201).grid());
        assertFalse(stats(2, i -> i).grid(), "two values lie on any grid");
        assertTrue(stats(3, i -> i).grid());
        // a hundred-thousandth of a place is rounding, a thousandth is not
        assertTrue(stats(50, i -> i < 49 ? i : 60 + 60e-6).grid());
        assertFalse(stats(50, i -> i < 49 ? i : 60.1).grid());
    }

    @Test
    void quantised() {
        // 5 of 100 rows tied are not enough, 6 are
        assertFalse(stats(100, i -> Math.sqrt(i < 5 ? 0 : i)).quantised());
        assertTrue(stats(100, i -> Math.sqrt(i < 6 ? 0 : i)).quantised());
        assertTrue(stats(100, i -> i).quantised());
        assertFalse(stats(100, i -> 3).quantised());
    }

    @Test
    void howFarToSpread() {
        // eleven evenly spaced values: the whole gap, as in the paper; ten are codes and keep to their places
        assertEquals(2, stats(110, i -> 2 * (i % 11)).gap());
        assertEquals(1, stats(100, i -> 2 * (i % 10)).gap());
        // uneven gaps: half the distance that most rows have to another value
        ColumnStats uneven = stats(120, i -> i < 100 ? 0.1 * (i % 10) : 10 * (i - 99));
        assertEquals(0.05, uneven.gap(), 1e-9);
        assertEquals(0, stats(5, i -> 3).gap());
    }

    /** Gaps are even up to a factor of one and a half. */
    @Test
    void evenGaps() {
        // values in pairs: within a pair 1, between pairs w; half of the gaps are w, and every row's nearest is 1 away
        assertEquals(1.25, pairs(1.5).gap(), 1e-12);
        assertEquals(0.5, pairs(2.1).gap(), 1e-12);
    }

    private static ColumnStats pairs(double between) {
        return stats(25, i -> (i / 2) * (1 + between) + i % 2);
    }

    @Test
    void forms() {
        assertEquals("two-valued", stats(10, i -> i % 2).form());
        assertEquals("code", stats(100, i -> i % 10).form());
        assertEquals("count", stats(110, i -> i % 11).form());
        assertEquals("whole numbers", stats(110, i -> i % 11 - 1).form());
        assertEquals("continuous", stats(110, i -> 0.5 * (i % 11)).form());
        assertEquals("continuous", stats(100, i -> i * i * i).form());
    }

    /** A twentieth of the rows, more than five times the average share, and little room beside the peak. */
    @Test
    void spikes() {
        IntToDoubleFunction other = i -> 1 + Math.sqrt(2 + i);
        assertTrue(stats(1000, i -> i < 50 ? 0 : other.applyAsDouble(i)).spiked());
        assertFalse(stats(1000, i -> i < 49 ? 0 : other.applyAsDouble(i)).spiked());
        assertFalse(stats(1000, i -> i % 2).spiked());
        assertFalse(stats(1000, i -> i < 400 ? 0 : i % 10).spiked(), "codes are far apart");
    }

    @Test
    void identifiers() {
        assertTrue(stats(11, i -> i).identifier());
        assertFalse(stats(10, i -> i).identifier());
        assertTrue(stats(22, i -> i / 2).identifier());
        assertFalse(stats(11, i -> 0.5 * i).identifier());
        assertFalse(stats(11, i -> i == 10 ? 8 : i).identifier());
    }
}
