package org.slicedscore.experiments.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.experiment.Setup;

class ProjectionsTest {
    /** All directions of length √D in the plane, one by one: v = √2 (cos t, sin t). */
    @Test
    void theSphereAgreesWithAnIntegralInThePlane() {
        Quadratic h = Quadratic.of("correlated", 2);
        double[] a = h.hessian();
        int n = 10_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double t = 2 * Math.PI * i / n;
            double x = Math.sqrt(2) * Math.cos(t);
            double y = Math.sqrt(2) * Math.sin(t);
            double q = a[0] * x * x + (a[1] + a[2]) * x * y + a[3] * y * y;
            sum += q / n;
            squares += q * q / n;
        }
        assertEquals(h.trace(), sum, 1e-9);
        assertEquals(squares - sum * sum, ProjectionTheory.variance("sphere", h, 1), 1e-9);
        assertEquals(0, ProjectionTheory.variance("orthogonal", h, 2), 1e-12);
    }

    /** All sign vectors of three dimensions. */
    @Test
    void rademacherAndBasisAgreeWithEnumeration() {
        Quadratic h = Quadratic.of("dominant", 3);
        double[] a = h.hessian();
        double[] signs = new double[8];
        for (int s = 0; s < 8; s++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    signs[s] += a[3 * i + j] * ((s >> i & 1) == (s >> j & 1) ? 1 : -1);
                }
            }
        }
        double[] axes = {3 * a[0], 3 * a[4], 3 * a[8]};
        assertEquals(population(signs), ProjectionTheory.variance("rademacher", h, 1), 1e-12);
        assertEquals(population(axes) / 4, ProjectionTheory.variance("basis", h, 4), 1e-12);
    }

    private static double population(double[] all) {
        return Moments.variance(all) * (all.length - 1) / all.length;
    }

    /** The plug-ins, through the double backend, at an awkward number of directions. */
    @ParameterizedTest
    @CsvSource({"gaussian,3", "rademacher,1", "sphere,5", "basis,2"})
    void simulationAgreesWithTheory(String projection, int m) {
        Quadratic h = Quadratic.of("correlated", 5);
        double[] values = RowLosses.draw(
                RowLosses.Value.CURVATURE,
                Map.of("model", "gaussian", "projection", projection),
                m,
                h,
                new double[5],
                6000,
                3,
                0,
                setup());
        double error = Moments.standardErrorOfVariance(values);
        double theory = ProjectionTheory.variance(projection, h, m);
        assertEquals(h.trace(), Moments.mean(values), 4 * Moments.standardError(values));
        assertEquals(theory, Moments.variance(values), 4 * error);
        assertTrue(error < 0.1 * theory, "the test could fail: " + error + " of " + theory);
    }

    /** As many square matrices in single precision as make one of them nearly singular, by these keys for sure. */
    @Test
    void asManyOrthogonalDirectionsAsThereAreGiveTheTraceInEveryDraw() {
        Quadratic h = Quadratic.of("correlated", 16);
        Setup simd = new Setup(true, 1, List.of(), Options.NONE, "simd", 0, Catalog.load());
        for (int draw : new int[] {4, 104}) {
            double[] values = RowLosses.draw(
                    RowLosses.Value.CURVATURE,
                    Map.of("model", "gaussian", "projection", "orthogonal"),
                    16,
                    h,
                    new double[16],
                    40_000,
                    1,
                    draw,
                    simd);
            for (double v : values) {
                assertEquals(h.trace(), v, 1e-3);
            }
        }
    }

    @Test
    void theLossOfARowHasTheVarianceOfTheFormula() {
        Quadratic h = Quadratic.of("correlated", 3);
        double[] x = {0.4, -0.7, 0.2};
        for (String objective : List.of("ssm", "ssm-vr")) {
            double[] values = RowLosses.draw(
                    RowLosses.Value.LOSS,
                    Map.of("model", "gaussian", "objective", objective, "projection", "gaussian"),
                    1,
                    h,
                    x,
                    20_000,
                    5,
                    0,
                    setup());
            double theory =
                    objective.equals("ssm") ? ProjectionTheory.slicedLoss(h, x) : ProjectionTheory.reducedLoss(h);
            assertEquals(theory, Moments.variance(values), 4 * Moments.standardErrorOfVariance(values), objective);
        }
    }

    private static Setup setup() {
        return new Setup(true, 1, List.of(), Options.NONE, "reference:0", 1, Catalog.load());
    }
}
