package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BulkTest {
    private static Bulk bulk(int n, IntToDoubleFunction value) {
        double[] values = new double[n];
        Arrays.setAll(values, value);
        Arrays.sort(values);
        return Bulk.of(values);
    }

    private static void limits(double low, double high, Bulk bulk) {
        assertEquals(low, bulk.low(), 1e-12 * Math.abs(low));
        assertEquals(high, bulk.high(), 1e-12 * Math.abs(high));
    }

    /** 0 to 99: quartiles 24 and 74, the middle 96 % from 2 to 97. */
    @Test
    void tenInterquartileRangesFromTheQuartiles() {
        Bulk even = bulk(100, i -> i);
        limits(24 - 10 * 50, 74 + 10 * 50, even);
        assertEquals(49, even.centre());
        assertEquals(50 / 1.349, even.spread());
        assertTrue(even.holds(even.low()) && even.holds(even.high()) && even.holds(0));
        assertFalse(even.holds(Math.nextDown(even.low())) || even.holds(Math.nextUp(even.high())));
    }

    /** Where most values are close together, the middle 96 % decide: here they reach from −100 to 300. */
    @Test
    void aWholeCentralRangeFromTheCentralRange() {
        Bulk peaked = bulk(100, i -> i < 10 ? -100 - (i < 2 ? 1 : 0) : i < 90 ? 0.01 * i : 300 + (i < 98 ? 0 : 1));
        limits(-100 - 400, 300 + 400, peaked);
    }

    /** −999 for "unknown" lies outside although it is part of the middle 96 %: the limit is half-way to the next value. */
    @Test
    void oneSingleValueFarOutIsOutside() {
        limits((-999 + 20) / 2.0, 97 + (97 + 999), bulk(100, i -> i < 20 ? -999 : i));
        limits(2 - (9999 - 2), (9999 + 79) / 2.0, bulk(100, i -> i < 80 ? i : 9999));
        Bulk rare = bulk(100, i -> i == 0 ? -999 : i == 99 ? 9999 : i);
        limits(24 - 10 * 50, 74 + 10 * 50, rare);
    }

    /** Several different values far out are a heavy tail. */
    @Test
    void severalValuesFarOutAreATail() {
        Bulk low = bulk(100, i -> i < 10 ? -1000 - i : i);
        limits(-1007 - (97 + 1007), 97 + (97 + 1007), low);
        Bulk high = bulk(100, i -> i < 90 ? i : 1000 + i);
        limits(2 - (1097 - 2), 1097 + (1097 - 2), high);
    }

    /** A value not far out is no stand-in, although it stands alone on its side. */
    @Test
    void aValueNearbyIsNoStandIn() {
        limits(-400 - (97 + 400), 97 + (97 + 400), bulk(100, i -> i < 20 ? -400 : i));
    }

    /** The central range starts at one row from either end. */
    @Test
    void fewRowsHaveNoOutside() {
        Bulk nine = bulk(9, i -> i == 0 ? -1e9 : i);
        limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, nine);
        assertEquals(4, nine.centre());
        assertEquals((6 - 2) / 1.349, nine.spread());
        limits(2 - 10 * 4, 6 + 10 * 4, bulk(10, i -> i == 0 ? -1e9 : i));
    }

    /** Where the middle 96 % are one value, there is no measure of what is far. */
    @Test
    void aConstantBulkHasNoOutside() {
        Bulk constant = bulk(100, i -> i < 2 ? -5 : 7);
        limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, constant);
        assertEquals(0, constant.spread());
        Bulk equalQuartiles = bulk(100, i -> i < 10 ? -5 : 7);
        limits(-5 - 12, 7 + 12, equalQuartiles);
    }
}
