package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnScaleTest {
    private static final ColumnScale SCALE = new ColumnScale(3, 0.5, 8, false);

    @ParameterizedTest
    @ValueSource(doubles = {-1e9, -400, -1.1, -0.99, 3, 3.7, 6.99, 7.01, 12, 1e6})
    void theJacobianIsExactAndTheMapInvertible(double x) {
        double h = 1e-6 * Math.max(1, Math.abs(x));
        double slope = (SCALE.toModel(x + h) - SCALE.toModel(x - h)) / (2 * h);
        assertEquals(1, SCALE.derivative(x) / slope, 1e-6);
        assertEquals(Math.log(SCALE.derivative(x)), SCALE.logDerivative(x), 1e-12);
        double curve = (SCALE.logDerivative(x + h) - SCALE.logDerivative(x - h)) / (2 * h);
        assertEquals(curve, SCALE.logDerivativeSlope(x), 1e-5 * Math.max(1e-3, Math.abs(curve)));
        assertEquals(x, SCALE.toOriginal(SCALE.toModel(x)), 1e-12 * Math.max(1, Math.abs(x)) * 100);
    }

    @Test
    void itIsLinearInsideAndContinuousAtTheReach() {
        assertEquals(-2, SCALE.toModel(2), 1e-15);
        assertEquals(8, SCALE.toModel(7), 1e-12);
        assertEquals(SCALE.toModel(7 - 1e-9), SCALE.toModel(7 + 1e-9), 1e-8);
        assertTrue(SCALE.toModel(1e300) < 800);
        assertEquals(8, SCALE.clamped(1e300));
    }

    @Test
    void clippingEndsAtTheReach() {
        ColumnScale clip = new ColumnScale(3, 0.5, 8, true);
        assertEquals(8, clip.toModel(1e9));
        assertEquals(7, clip.toOriginal(8));
        assertEquals(-Math.log(0.5), clip.logDerivative(1e9));
    }
}
