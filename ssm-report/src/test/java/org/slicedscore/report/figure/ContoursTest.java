package org.slicedscore.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.slicedscore.engine.figure.Figure.Field;

class ContoursTest {
    private static final int N = 81;

    private static Field field(double reach, DoubleBinaryOperator f) {
        double[] values = new double[N * N];
        for (int i = 0; i < values.length; i++) {
            double x = -reach + 2 * reach * (i % N) / (N - 1);
            double y = reach - 2 * reach * (i / N) / (N - 1);
            values[i] = f.applyAsDouble(x, y);
        }
        return new Field(-reach, reach, -reach, reach, N, values, new double[0]);
    }

    private static double area(double[] ring) {
        double sum = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int next = (i + 2) % ring.length;
            sum += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
        }
        return Math.abs(sum / 2);
    }

    @Test
    void aConeHasCircles() {
        List<double[]> rings = Contours.rings(field(2, (x, y) -> -Math.hypot(x, y)), -1.3);
        assertEquals(1, rings.size());
        double[] ring = rings.getFirst();
        for (int i = 0; i < ring.length; i += 2) {
            assertEquals(1.3, Math.hypot(ring[i], ring[i + 1]), 2e-3);
        }
        assertEquals(Math.PI * 1.3 * 1.3, area(ring), 0.01);
    }

    @Test
    void aRidgeHasARingWithAHole() {
        List<double[]> rings = Contours.rings(field(2, (x, y) -> -Math.abs(Math.hypot(x, y) - 1)), -0.3);
        assertEquals(2, rings.size());
        List<Double> areas = rings.stream()
                .map(ContoursTest::area)
                .sorted(Comparator.reverseOrder())
                .toList();
        assertEquals(Math.PI * 1.69, areas.get(0), 0.02);
        assertEquals(Math.PI * 0.49, areas.get(1), 0.02);
    }

    /** The curve ends at the edge of what is known, and is closed there. */
    @Test
    void aSlopeEndsAtTheEdge() {
        List<double[]> rings = Contours.rings(field(1, (x, y) -> x), 0.25);
        assertEquals(1, rings.size());
        assertEquals(0.75 * 2, area(rings.getFirst()), 1e-2);
    }

    /** Two hills that touch at a saddle are joined where the saddle is above the level, and apart where it is below. */
    @Test
    void aSaddleIsJoinedByItsHeight() {
        DoubleBinaryOperator hills = (x, y) ->
                Math.exp(-4 * ((x - 0.6) * (x - 0.6) + y * y)) + Math.exp(-4 * ((x + 0.6) * (x + 0.6) + y * y));
        double saddle = hills.applyAsDouble(0, 0);
        assertEquals(1, Contours.rings(field(2, hills), saddle - 0.02).size());
        assertEquals(2, Contours.rings(field(2, hills), saddle + 0.02).size());
    }

    @Test
    void whatIsNotANumberIsOutside() {
        List<double[]> rings = Contours.rings(field(1, (x, y) -> x < 0 ? Double.NaN : 1), 0.5);
        assertEquals(1, rings.size());
        assertTrue(area(rings.getFirst()) > 1.9 && area(rings.getFirst()) < 2.2);
    }

    @Test
    void nothingReachesALevelAboveAll() {
        assertEquals(0, Contours.rings(field(1, (x, y) -> x * y), 5).size());
    }
}
