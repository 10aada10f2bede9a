package org.slicedscore.models.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.sample.Reference;
import org.slicedscore.engine.sample.SampleConfig;
import org.slicedscore.engine.sample.SampleReport;
import org.slicedscore.engine.sample.Sampling;
import org.slicedscore.engine.sample.Target;
import org.slicedscore.engine.sample.Watch;

/** What samplers draw has the moments, the acceptance and the bias that theory gives. */
class SamplerTest {
    private static final Catalog CATALOG = Catalog.load();

    private static Backend open(String spec, int threads) {
        return CATALOG.backends().choose(spec).open(threads);
    }

    private static SampleConfig config(Sampler sampler, Map<String, String> options, int rows, int chains, int thin) {
        return new SampleConfig(
                sampler, Options.parse("sampler", sampler.options(), options), rows, chains, 400, thin, 0.5, 0, 7);
    }

    /** What came out: rows, and how it went. */
    private record Result(double[] rows, SampleReport report, int dim) {
        double mean(int j) {
            double sum = 0;
            for (int i = j; i < rows.length; i += dim) {
                sum += rows[i];
            }
            return sum * dim / rows.length;
        }

        double covariance(int j, int k) {
            double sum = 0;
            double first = mean(j);
            double second = mean(k);
            for (int i = 0; i < rows.length; i += dim) {
                sum += (rows[i + j] - first) * (rows[i + k] - second);
            }
            return sum * dim / rows.length;
        }
    }

    private static Result sample(Target target, Reference reference, SampleConfig config) {
        List<double[]> parts = new ArrayList<>();
        SampleReport report = new Sampling(target, reference, config, UnaryOperator.identity())
                .run((rows, count) -> parts.add(Arrays.copyOf(rows, count * target.dim())), Watch.NONE);
        return new Result(parts.stream().flatMapToDouble(Arrays::stream).toArray(), report, target.dim());
    }

    private static Sampler sampler(String id) {
        return CATALOG.sampler(id);
    }

    /** Variances of means by the effective sample size, with a margin for that being an estimate itself. */
    @ParameterizedTest
    @ValueSource(strings = {"mala simd", "hmc simd", "hmc reference", "mala reference"})
    void momentsOfACorrelatedGaussian(String what) {
        String[] words = what.split(" ");
        int dim = 3;
        double rho = 0.7;
        try (Backend backend = open(words[1], 1)) {
            Target target = Densities.target(backend, dim, Densities.correlated(dim, rho, 0));
            int rows = words[1].equals("simd") ? 20_000 : 4_000;
            Result r = sample(
                    target,
                    Reference.standard(dim),
                    config(sampler(words[0]), Map.of(), rows, 50, words[0].equals("hmc") ? 2 : 20));
            double size = Math.min(rows, r.report().effectiveSize());
            assertTrue(size > 0.1 * rows, r.report().toString());
            assertTrue(r.report().rHat() < 1.02, r.report().toString());
            for (int j = 0; j < dim; j++) {
                assertEquals(0, r.mean(j), 4 / Math.sqrt(size), "mean " + j);
                for (int k = 0; k <= j; k++) {
                    double c = Math.pow(rho, j - k);
                    assertEquals(c, r.covariance(j, k), 5 * Math.sqrt((1 + c * c) / size), "covariance " + j + k);
                }
            }
        }
    }

    /** x' = (1 − ε²/2) x + ε ξ has the variance ε² / (1 − (1 − ε²/2)²) = 1 / (1 − ε²/4). */
    @Test
    void langevinHasTheBiasOfItsStepSize() {
        try (Backend backend = open("simd", 1)) {
            Sampler langevin = sampler("langevin");
            for (Target target : List.of(
                    Densities.field(backend, 1, Expr::negate),
                    Densities.target(backend, 1, x -> x.square().sum(-1).mul(-0.5)))) {
                SampleConfig c =
                        new SampleConfig(langevin, Options.defaults(langevin.options()), 40_000, 200, 50, 5, 0, 1, 3);
                Result r = sample(target, Reference.standard(1), c);
                // autocorrelation 0.5⁵ from row to row: nearly independent
                assertEquals(1 / 0.75, r.covariance(0, 0), 5 * (1 / 0.75) * Math.sqrt(2.2 / 40_000));
            }
        }
    }

    /** The mean acceptance of one leapfrog step on N(0, 1), by a fine sum over position and momentum. */
    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.4, 1.9})
    void acceptanceIsThatOfTheory(double epsilon) {
        double expected = 0;
        double h = 0.02;
        for (double x = -7; x <= 7; x += h) {
            for (double p = -7; p <= 7; p += h) {
                double half = p - 0.5 * epsilon * x;
                double to = x + epsilon * half;
                double arrived = half - 0.5 * epsilon * to;
                double rise = 0.5 * (x * x + p * p - to * to - arrived * arrived);
                expected += Math.exp(-0.5 * (x * x + p * p)) / (2 * Math.PI) * Math.min(1, Math.exp(rise)) * h * h;
            }
        }
        try (Backend backend = open("simd", 1)) {
            Target target = Densities.target(backend, 1, x -> x.square().sum(-1).mul(-0.5));
            for (String id : List.of("mala", "hmc")) {
                Sampler s = sampler(id);
                Options options = Options.parse(
                        id, s.options(), id.equals("hmc") ? Map.of("leapfrog-steps", "1", "jitter", "0") : Map.of());
                SampleConfig c = new SampleConfig(s, options, 60_000, 500, 100, 1, 0, epsilon, 11);
                Result r = sample(target, Reference.standard(1), c);
                assertEquals(expected, r.report().acceptance(), 0.01, id);
                assertEquals(1, r.covariance(0, 0), 0.05, id + ": the variance at any step size");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmc", "mala"})
    void stepSizesAreAdaptedToTheTarget(String id) {
        try (Backend backend = open("simd", 1)) {
            Target target = Densities.target(backend, 10, Densities.correlated(10, 0.5, 0));
            Sampler s = sampler(id);
            for (String wanted : List.of("0.65", "0.9")) {
                Result r = sample(target, Reference.standard(10), config(s, Map.of("target", wanted), 2000, 100, 5));
                assertEquals(
                        Double.parseDouble(wanted),
                        r.report().acceptance(),
                        0.04,
                        r.report().toString());
            }
        }
    }

    /** Modes that no chain would cross between, in the right proportions by annealing. */
    @Test
    void annealingFindsBothModes() {
        double[][] means = {{2.5, 0}, {-2.5, 0}};
        double[] scales = {0.4, 0.4};
        try (Backend backend = open("simd", 1)) {
            Target target = Densities.target(backend, 2, Densities.mixture(means, scales, new double[] {3, 1}));
            Sampler hmc = sampler("hmc");
            SampleConfig c = new SampleConfig(hmc, Options.defaults(hmc.options()), 1000, 1000, 400, 1, 0.8, 0, 5);
            Result r = sample(target, Reference.standard(2), c);
            long right = 0;
            for (int i = 0; i < r.rows().length; i += 2) {
                right += r.rows()[i] > 0 ? 1 : 0;
            }
            assertEquals(0.75, right / 1000.0, 0.07);
        }
    }

    /** Chains that sit in different modes are told by R-hat, those of one mode by neither. */
    @Test
    void rHatTellsChainsApart() {
        double[][] means = {{12}, {-12}};
        double[] scales = {1, 1};
        try (Backend backend = open("simd", 1)) {
            Target target = Densities.target(backend, 1, Densities.mixture(means, scales, new double[] {1, 1}));
            Sampler hmc = sampler("hmc");
            SampleConfig c = new SampleConfig(hmc, Options.defaults(hmc.options()), 800, 8, 200, 5, 0, 0, 5);
            List<double[]> sink = new ArrayList<>();
            SampleReport stuck = new Sampling(target, Reference.standard(1), c, UnaryOperator.identity())
                    .run(new double[] {12, -12}, (rows, n) -> sink.add(rows), Watch.NONE);
            assertTrue(stuck.rHat() > 1.5, stuck.toString());
            SampleReport one = new Sampling(target, Reference.standard(1), c, UnaryOperator.identity())
                    .run(new double[] {12}, (rows, n) -> sink.add(rows), Watch.NONE);
            assertTrue(one.rHat() < 1.02, one.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"langevin", "mala", "hmc"})
    void rowsDependOnTheSeedAlone(String id) {
        Sampler s = sampler(id);
        SampleConfig c = new SampleConfig(s, Options.defaults(s.options()), 900, 300, 40, 2, 0.5, 0, 9);
        double[] first;
        try (Backend backend = open("simd", 1)) {
            Target target = Densities.target(backend, 5, Densities.correlated(5, 0.6, 0));
            first = sample(target, Reference.standard(5), c).rows();
        }
        try (Backend backend = open("simd", 2)) {
            Target target = Densities.target(backend, 5, Densities.correlated(5, 0.6, 0));
            assertArrayEquals(first, sample(target, Reference.standard(5), c).rows());
            SampleConfig other = new SampleConfig(s, Options.defaults(s.options()), 900, 300, 40, 2, 0.5, 0, 10);
            double[] third = sample(target, Reference.standard(5), other).rows();
            assertTrue(Math.abs(first[0] - third[0]) > 1e-6);
        }
    }

    @Test
    void referenceIsTheMetric() {
        try (Backend backend = open("simd", 1)) {
            // standard deviations 1000 and 0.01: hopeless without a metric
            Target target = Densities.target(
                    backend,
                    2,
                    x -> x.slice(1, 0, 1)
                            .sub(5000)
                            .mul(1e-3)
                            .square()
                            .add(x.slice(1, 1, 2).mul(100).square())
                            .sum(-1)
                            .mul(-0.5));
            Reference reference = new Reference(new double[] {4500, 0}, new double[] {1200, 0.012});
            Result r = sample(target, reference, config(sampler("hmc"), Map.of(), 5000, 50, 2));
            assertEquals(5000, r.mean(0), 4 * 1000 / Math.sqrt(r.report().effectiveSize()));
            assertEquals(1e6, r.covariance(0, 0), 0.15e6);
            assertEquals(1e-4, r.covariance(1, 1), 0.15e-4);
        }
    }

    @Test
    void aScoreFieldNeedsASamplerThatTakesOne() {
        try (Backend backend = open("simd", 1)) {
            Target field = Densities.field(backend, 2, Expr::negate);
            SsmException e = assertThrows(
                    SsmException.class,
                    () -> sample(field, Reference.standard(2), config(sampler("hmc"), Map.of(), 10, 2, 1)));
            assertEquals(SsmException.Kind.USAGE, e.kind());
            assertTrue(e.getMessage().contains("score field"), e.getMessage());
        }
    }

    @Test
    void chainsThatFlyApartAreAnError() {
        try (Backend backend = open("simd", 1)) {
            Target field = Densities.field(backend, 2, x -> x.mul(x).mul(x).negate());
            Sampler s = sampler("langevin");
            SampleConfig c = new SampleConfig(s, Options.defaults(s.options()), 100, 10, 50, 1, 0, 5, 1);
            SsmException e = assertThrows(SsmException.class, () -> sample(field, Reference.standard(2), c));
            assertEquals(SsmException.Kind.DIVERGED, e.kind());
        }
    }
}
