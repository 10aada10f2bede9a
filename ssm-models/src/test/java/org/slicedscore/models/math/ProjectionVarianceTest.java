package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.Projection;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.backend.simd.SimdBackendProvider;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.Directions;
import org.slicedscore.models.projection.Basis;
import org.slicedscore.models.projection.GaussianProjection;
import org.slicedscore.models.projection.Orthogonal;
import org.slicedscore.models.projection.Rademacher;
import org.slicedscore.models.projection.Sphere;
import org.slicedscore.models.projection.UnitSphere;

/** The variance of vᵀHv over directions, for a fixed symmetric H: each projection against its closed form. */
class ProjectionVarianceTest {
    private static final int SAMPLES = 200_000;

    private interface Variance {
        double of(double frobenius, double diagonal, double trace, int d);
    }

    private record Case(Projection projection, Variance variance) {
        @Override
        public String toString() {
            return projection.id();
        }
    }

    static Stream<Case> cases() {
        Variance sphere = (f, diagonal, trace, d) -> 2.0 * d / (d + 2) * (f - trace * trace / d);
        return Stream.of(
                new Case(new GaussianProjection(), (f, diagonal, trace, d) -> 2 * f),
                new Case(new Rademacher(), (f, diagonal, trace, d) -> 2 * (f - diagonal)),
                new Case(new Sphere(), sphere),
                new Case(new UnitSphere(), (f, diagonal, trace, d) -> sphere.of(f, diagonal, trace, d) / (d * d)),
                new Case(new Orthogonal(), sphere), // one direction; several below
                new Case(new Basis(), (f, diagonal, trace, d) -> d * diagonal - trace * trace));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void varianceOfTheQuadraticForm(Case c) {
        for (int d : new int[] {1, 2, 5, 9}) {
            double[][] h = symmetric(d);
            double frobenius = 0;
            double diagonal = 0;
            double trace = 0;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    frobenius += h[i][j] * h[i][j];
                }
                diagonal += h[i][i] * h[i][i];
                trace += h[i][i];
            }
            double[] forms = forms(c.projection, h);
            SampleMoments moments = new SampleMoments(forms);
            double mean = c.projection
                            .secondMoment(d, Options.defaults(c.projection.options()))
                            .orElseThrow()
                    * trace;
            double variance = c.variance.of(frobenius, diagonal, trace, d);
            String what = c + ", D = " + d;
            assertEquals(mean, moments.mean(), 5 * moments.standardError() + 1e-9, what + ": mean of vᵀHv");
            assertEquals(
                    variance,
                    moments.variance(),
                    5 * moments.standardErrorOfVariance() + 1e-9,
                    what + ": variance of vᵀHv");
            if (variance > 1e-9) {
                assertTrue(
                        moments.standardErrorOfVariance() < 0.05 * variance,
                        what + ": too few samples for the test to mean something");
            }
        }
    }

    /** The mean of vᵀHv over M orthogonal directions: the sphere's variance · (D−M)/((D−1)·M). */
    @ParameterizedTest
    @CsvSource({"2, 2", "5, 2", "5, 4", "5, 5", "9, 3", "9, 8", "9, 9"})
    void varianceOfTheMeanOverOrthogonalDirections(int d, int m) {
        int rows = 20_000;
        double[][] h = symmetric(d);
        Expr v = Directions.random(new Orthogonal(), Options.NONE, m).sample(rows, d);
        double[] values = new Interpreter(Map.of(), 5, 0, 0).evaluate(v);
        double frobenius = 0;
        double trace = 0;
        double[] means = new double[rows];
        for (int i = 0; i < d; i++) {
            trace += h[i][i];
            for (int j = 0; j < d; j++) {
                frobenius += h[i][j] * h[i][j];
                for (int k = 0; k < m * rows; k++) {
                    means[k % rows] += values[k * d + i] * h[i][j] * values[k * d + j] / m;
                }
            }
        }
        double expected = 2.0 * d / (d + 2) * (frobenius - trace * trace / d) * (d - m) / ((d - 1.0) * m);
        SampleMoments moments = new SampleMoments(means);
        assertEquals(trace, moments.mean(), 5 * moments.standardError() + 1e-8, "mean");
        assertEquals(expected, moments.variance(), 5 * moments.standardErrorOfVariance() + 1e-8, "variance");
    }

    /** Orthogonal to rounding, in single precision and for square matrices too, where the first factor is worst. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "16, 16", "100, 100", "784, 10"})
    void orthogonalDirectionsAreOrthogonalInSinglePrecision(int d, int m) {
        int rows = 8;
        Expr v = Directions.random(new Orthogonal(), Options.NONE, m).sample(rows, d);
        Program.Builder program = Program.named("orthogonal");
        program.output("v", v);
        SimdBackendProvider provider = new SimdBackendProvider();
        double[] values = new double[m * rows * d];
        try (Backend backend = provider.open(provider.probe().devices().getFirst(), BackendSettings.DEFAULT);
                Executable executable = backend.compile(Compiler.compile(program.build()), Map.of())) {
            executable.run(3, 0, 0);
            executable.output("v").read(0, values, 0, values.length);
        }
        for (int row = 0; row < rows; row++) {
            for (int a = 0; a < m; a++) {
                for (int b = 0; b <= a; b++) {
                    double inner = 0;
                    for (int i = 0; i < d; i++) {
                        inner += values[(a * rows + row) * d + i] * values[(b * rows + row) * d + i];
                    }
                    assertEquals(a == b ? 1 : 0, inner / d, 2e-5, "directions " + a + " and " + b + " of row " + row);
                }
            }
        }
    }

    @Test
    void moreOrthogonalDirectionsThanColumnsAreRefused() {
        Directions directions = Directions.random(new Orthogonal(), Options.NONE, 4);
        SsmException e = assertThrows(SsmException.class, () -> directions.sample(2, 3));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("found 4") && e.getMessage().contains("at most 3"), e.getMessage());
    }

    /** 2‖H‖² + 2sᵀHs + ½‖s‖⁴ without variance reduction, 2‖H‖² with. */
    @Test
    void varianceOfTheSlicedLossUnderGaussianDirections() {
        int d = 6;
        double[][] h = symmetric(d);
        double[] s = new Random(9).doubles(d, -1, 1).toArray();
        double[] v = Lab.directions(new GaussianProjection(), SAMPLES, d);
        double frobenius = 0;
        double shs = 0;
        double ss = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                frobenius += h[i][j] * h[i][j];
                shs += s[i] * h[i][j] * s[j];
            }
            ss += s[i] * s[i];
        }
        double[] losses = forms(new GaussianProjection(), h);
        for (int k = 0; k < losses.length; k++) {
            double slope = 0;
            for (int i = 0; i < d; i++) {
                slope += v[k * d + i] * s[i];
            }
            losses[k] += 0.5 * slope * slope;
        }
        SampleMoments moments = new SampleMoments(losses);
        double expected = 2 * frobenius + 2 * shs + 0.5 * ss * ss;
        assertEquals(expected, moments.variance(), 5 * moments.standardErrorOfVariance());
        // what the last two terms add must be far beyond the error, or the test would not see them
        assertTrue(Math.abs(expected - 2 * frobenius) > 10 * moments.standardErrorOfVariance());
    }

    private static double[] forms(Projection projection, double[][] h) {
        int d = h.length;
        double[] v = Lab.directions(projection, SAMPLES, d);
        double[] forms = new double[SAMPLES];
        for (int k = 0; k < SAMPLES; k++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    forms[k] += v[k * d + i] * h[i][j] * v[k * d + j];
                }
            }
        }
        return forms;
    }

    private static double[][] symmetric(int d) {
        Random random = new Random(d);
        double[][] h = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                h[i][j] = random.nextGaussian() + (i == j ? 0.7 : 0);
                h[j][i] = h[i][j];
            }
        }
        return h;
    }
}
