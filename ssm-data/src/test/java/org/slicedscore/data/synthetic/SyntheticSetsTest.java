package org.slicedscore.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.data.io.Refusal;

class SyntheticSetsTest {
    static Stream<SyntheticSet> all() {
        Stream<SyntheticSet> plain = SyntheticSets.names().stream().map(name -> SyntheticSets.create(name, Map.of()));
        return Stream.concat(
                plain,
                Stream.of(
                        SyntheticSets.create("eight-gaussians", Map.of("slope", 1.0)),
                        SyntheticSets.create("gaussian", Map.of("d", 5.0, "rho", 0.8)),
                        SyntheticSets.create("funnel", Map.of("d", 4.0, "scale", 1.0)),
                        SyntheticSets.create("banana", Map.of("scale", 1.0, "bend", -0.3)),
                        SyntheticSets.create("checkerboard", Map.of("sigma", 0.4))));
    }

    static Stream<SyntheticSet> planar() {
        return all().filter(set -> set.dim() == 2);
    }

    /** Around samples, and far away where naive formulas lose all digits. */
    @ParameterizedTest
    @MethodSource("all")
    void scoreIsTheGradientOfLogDensity(SyntheticSet set) {
        int dim = set.dim();
        double[] rows = set.sample(50, 1);
        double[] x = new double[dim];
        double[] score = new double[dim];
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < dim; j++) {
                x[j] = rows[i * dim + j] * (i % 5 == 4 ? 3 : 1) + (i % 5 == 4 ? 5 : 0);
            }
            set.score(x, score);
            for (int j = 0; j < dim; j++) {
                double at = x[j];
                double h = 1e-5 * Math.max(1, Math.abs(at));
                x[j] = at + h;
                double up = set.logDensity(x);
                x[j] = at - h;
                double down = set.logDensity(x);
                x[j] = at;
                double slope = (up - down) / (2 * h);
                assertEquals(slope, score[j], 2e-4 * Math.max(1, Math.abs(slope)), set.name() + " " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("planar")
    void densityIntegratesToOne(SyntheticSet set) {
        // The funnel and the banana need room; their densities are smooth enough for a coarse sum in skewed
        // coordinates.
        double sum = 0;
        double step = 0.04;
        double[] x = new double[2];
        double room = set instanceof Funnel || set instanceof Banana ? 12 : 6;
        for (double a = -room; a < room; a += step) {
            double width = set instanceof Funnel ? Math.exp(a / 2) : 1;
            double centre = ridge(set, a);
            for (double b = -6; b < 6; b += step) {
                x[0] = a;
                x[1] = centre + width * b;
                sum += Math.exp(set.logDensity(x)) * width * step * step;
            }
        }
        assertEquals(1, sum, 1e-3, set.name());
    }

    private static double ridge(SyntheticSet set, double a) {
        if (!(set instanceof Banana)) {
            return 0;
        }
        double[] score = new double[2];
        set.score(new double[] {a, 0}, score);
        // The second score is −(x₂ − ridge).
        return score[1];
    }

    @ParameterizedTest
    @MethodSource("all")
    void meanScoreIsZero(SyntheticSet set) {
        int dim = set.dim();
        int n = 10_000;
        double[] rows = set.sample(n, 2);
        double[] x = new double[dim];
        double[] score = new double[dim];
        double[] sum = new double[dim];
        double[] squares = new double[dim];
        double[] stein = new double[dim];
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows, i * dim, x, 0, dim);
            set.score(x, score);
            for (int j = 0; j < dim; j++) {
                sum[j] += score[j];
                squares[j] += score[j] * score[j];
                stein[j] += score[j] * Math.tanh(x[j]) + 1 - Math.tanh(x[j]) * Math.tanh(x[j]);
            }
        }
        for (int j = 0; j < dim; j++) {
            double se = Math.sqrt(squares[j]) / n;
            assertTrue(Math.abs(sum[j] / n) < 5 * se, set.name() + ": mean score " + sum[j] / n + ", error " + se);
            // Stein's identity for tanh: E[s tanh + tanh'] = 0, which ties samples and score together.
            assertTrue(Math.abs(stein[j] / n) < 6 * se + 0.02, set.name() + ": Stein " + stein[j] / n);
        }
    }

    @Test
    void momentsOfSamples() {
        int n = 100_000;
        double[] gaussian =
                SyntheticSets.create("gaussian", Map.of("d", 3.0, "rho", 0.6)).sample(n, 3);
        assertEquals(1, moment(gaussian, 3, 0, 0), 0.02);
        assertEquals(1, moment(gaussian, 3, 2, 2), 0.02);
        assertEquals(0.6, moment(gaussian, 3, 0, 1), 0.02);
        assertEquals(0.36, moment(gaussian, 3, 0, 2), 0.02);
        double[] eight = SyntheticSets.create("eight-gaussians", Map.of()).sample(n, 3);
        assertEquals(2 + 0.04, moment(eight, 2, 0, 0), 0.02);
        assertEquals(0, moment(eight, 2, 0, 1), 0.02);
        double[] board = SyntheticSets.create("checkerboard", Map.of()).sample(n, 3);
        assertEquals(16 / 3.0 + 0.01, moment(board, 2, 0, 0), 0.05);
        double[] banana = SyntheticSets.create("banana", Map.of()).sample(n, 3);
        assertEquals(4, moment(banana, 2, 0, 0), 0.08);
        // Var x₂ = 1 + b² Var(x₁²) = 1 + b² · 2 s⁴.
        assertEquals(1 + 0.25 * 32, moment(banana, 2, 1, 1), 0.4);
        double[] rings = SyntheticSets.create("rings", Map.of()).sample(n, 3);
        assertEquals((1 + 8 + 27) / 6.0 / 2 + 0.01, moment(rings, 2, 0, 0), 0.05);
    }

    /** With slope 1 the weights are 1/36 to 8/36; the Gaussians do not overlap, so that nearest means drawn from. */
    @Test
    void eightGaussiansOfDifferentWeights() {
        int n = 36_000;
        SyntheticSet set = SyntheticSets.create("eight-gaussians", Map.of("slope", 1.0));
        double[] rows = set.sample(n, 4);
        double[] counts = new double[8];
        for (int i = 0; i < n; i++) {
            double turns = Math.atan2(rows[2 * i + 1], rows[2 * i]) / (Math.PI / 4);
            counts[Math.floorMod(Math.round(turns), 8)]++;
        }
        double[] first = {2, 0};
        double[] last = {Math.sqrt(2), -Math.sqrt(2)};
        assertEquals(Math.log(8), set.logDensity(last) - set.logDensity(first), 1e-6);
        for (int k = 0; k < 8; k++) {
            double expected = n * (k + 1) / 36.0;
            assertEquals(expected, counts[k], 4 * Math.sqrt(expected), "Gaussian " + k);
        }
    }

    private static double moment(double[] rows, int dim, int a, int b) {
        double sum = 0;
        int n = rows.length / dim;
        for (int i = 0; i < n; i++) {
            sum += rows[i * dim + a] * rows[i * dim + b];
        }
        return sum / n;
    }

    @Test
    void normalDistributionFunction() {
        // Φ(1), Φ(−3) and Φ(−10) from tables; log Φ(−40) by its asymptotic series.
        assertEquals(Math.log(0.8413447460685429), NormalCdf.logCdf(1), 1e-14);
        assertEquals(Math.log(1.3498980316300946e-3), NormalCdf.logCdf(-3), 1e-12);
        assertEquals(Math.log(7.61985302416052e-24), NormalCdf.logCdf(-10), 1e-12);
        assertEquals(-804.6084420137538, NormalCdf.logCdf(-40), 1e-10);
        assertEquals(NormalCdf.logCdf(-4.0000001), NormalCdf.logCdf(-3.9999999), 1e-5);
        assertEquals(NormalCdf.logCdf(4.0000001), NormalCdf.logCdf(3.9999999), 1e-10);
        assertEquals(NormalCdf.logBetween(-3, -1), NormalCdf.logBetween(1, 3), 1e-12);
    }

    @Test
    void everyKindIsDescribed() {
        for (SyntheticSets.Kind kind : SyntheticSets.kinds()) {
            assertTrue(!kind.summary().isBlank()
                    && SyntheticSets.parameterNames(kind.name()).contains("seed"));
        }
        Refusal.usage(() -> SyntheticSets.create("nothing", Map.of()), "'nothing'");
        Refusal.usage(() -> SyntheticSets.create("rings", Map.of("d", 2.0)), "'d'");
    }
}
