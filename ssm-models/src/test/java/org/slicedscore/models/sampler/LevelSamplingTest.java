package org.slicedscore.models.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.compare.TwoSampleTest;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.flow.EndGaussian;
import org.slicedscore.engine.flow.LevelSampling;
import org.slicedscore.engine.sample.SampleReport;
import org.slicedscore.engine.sample.Target;
import org.slicedscore.engine.sample.Watch;

/** Samples of densities whose score is known at every level, through the compiled path. */
class LevelSamplingTest {
    private static final Catalog CATALOG = Catalog.load();
    private static final double LEAST = 0.02;

    /** Σ w_k N(μ_k, s² I) with noise of any level. */
    private record Smoothed(double[] weights, double[][] means, double scale) implements LogDensityModel {
        @Override
        public String id() {
            return "smoothed";
        }

        @Override
        public String description() {
            return "a mixture at every noise level";
        }

        @Override
        public boolean noiseConditioned() {
            return true;
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            int d = means[0].length;
            double[] flat = Arrays.stream(means).flatMapToDouble(Arrays::stream).toArray();
            double[] logs = Arrays.stream(weights).map(Math::log).toArray();
            Expr variance = scope.noiseLevel().square().add(scale * scale).expand(1);
            return x.expand(1)
                    .sub(Expr.constant(Shape.of(weights.length, d), flat))
                    .square()
                    .sum(-1)
                    .div(variance.mul(-2))
                    .sub(variance.log().mul(0.5 * d))
                    .add(Expr.constant(Shape.of(weights.length), logs))
                    .logSumExp(-1);
        }

        double[] draw(int n, long seed) {
            RandomStream random = new RandomStream(seed, "draw");
            int d = means[0].length;
            double[] rows = new double[n * d];
            for (int i = 0; i < n; i++) {
                int k = 0;
                for (double u = random.uniform(); k < weights.length - 1 && u >= weights[k]; k++) {
                    u -= weights[k];
                }
                for (int j = 0; j < d; j++) {
                    rows[i * d + j] = means[k][j] + Math.hypot(scale, LEAST) * random.normal();
                }
            }
            return rows;
        }

        EndGaussian moments() {
            int n = 20_000;
            return EndGaussian.of(Dataset.of(draw(n, 77), means[0].length, new int[n]));
        }
    }

    private static Smoothed mixture(int dim, int components) {
        RandomStream random = new RandomStream(3, "means");
        double[] weights = new double[components];
        double[][] means = new double[components][dim];
        for (int k = 0; k < components; k++) {
            weights[k] = 2.0 * (k + 1) / (components * (components + 1));
            for (int j = 0; j < dim; j++) {
                means[k][j] = random.normal();
            }
        }
        return new Smoothed(weights, means, 0.3);
    }

    private static double[] sample(Smoothed model, LevelSampler sampler, int count, int threads) {
        int dim = model.means[0].length;
        double[] rows = new double[count * dim];
        int[] filled = new int[1];
        try (Backend open = CATALOG.backends().choose("simd").open(threads);
                LevelSampling sampling = sampling(open, model, sampler)) {
            SampleReport report = sampling.run(
                    count,
                    UnaryOperator.identity(),
                    (some, n) -> {
                        System.arraycopy(some, 0, rows, filled[0], n * dim);
                        filled[0] += n * dim;
                    },
                    Watch.NONE);
            assertEquals(count, report.rows());
            assertTrue(report.complete() && report.exact());
        }
        return rows;
    }

    private static LevelSampling sampling(Backend open, Smoothed model, LevelSampler sampler) {
        Target target = new Target(new ModelGraph(model, Options.NONE), model.means[0].length, new Workspace(open));
        return new LevelSampling(
                target,
                new NoiseLevels(LEAST, 60, NoiseLevels.Law.LOG_NORMAL, -0.8, 1.2),
                model.moments(),
                sampler,
                Options.defaults(sampler.options()),
                5);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "10,1", "50,1", "200,1", "2,4", "10,3"})
    void rowsCannotBeToldFromTrueOnes(int dim, int components) {
        Smoothed model = mixture(dim, components);
        TwoSampleTest test = TwoSampleTest.of(model.draw(1000, 8), sample(model, new Heun(), 1000, 2), dim, 1);
        assertTrue(test.energy().p() > 0.01, test.toString());
        assertTrue(test.mmd().p() > 0.01, test.toString());
        assertTrue(test.auroc().p() > 0.01, test.toString());
    }

    @Test
    void theOtherSamplersDrawFromTheSame() {
        Smoothed model = mixture(3, 3);
        for (LevelSampler sampler : new LevelSampler[] {new StochasticHeun(), new PredictorCorrector()}) {
            TwoSampleTest test = TwoSampleTest.of(model.draw(1000, 8), sample(model, sampler, 1000, 2), 3, 1);
            assertTrue(test.energy().p() > 0.01, sampler.id() + ": " + test);
            assertTrue(test.auroc().p() > 0.01, sampler.id() + ": " + test);
        }
    }

    /** Eight modes far apart, of weights 1 : 2 : … : 8; chains would stay in the mode they start in. */
    @Test
    void modesKeepTheirWeights() {
        double[] weights = new double[8];
        double[][] means = new double[8][2];
        for (int k = 0; k < 8; k++) {
            weights[k] = (k + 1) / 36.0;
            means[k] = new double[] {1.4 * Math.cos(Math.PI * k / 4), 1.4 * Math.sin(Math.PI * k / 4)};
        }
        int n = 20_000;
        double[] rows = sample(new Smoothed(weights, means, 0.1), new Heun(), n, 2);
        double[] found = new double[8];
        for (int i = 0; i < n; i++) {
            double angle = Math.atan2(rows[2 * i + 1], rows[2 * i]);
            found[Math.floorMod(Math.round(angle / (Math.PI / 4)), 8)]++;
        }
        for (int k = 0; k < 8; k++) {
            assertEquals(1, found[k] / n / weights[k], 0.1, "weight of mode " + k);
        }
    }

    @Test
    void aRowDependsOnItsNumberAlone() {
        Smoothed model = mixture(3, 2);
        LevelSampler sampler = new StochasticHeun();
        double[] many = sample(model, sampler, 700, 2);
        assertArrayEquals(many, sample(model, sampler, 700, 1), "threads");
        double[] few = sample(model, sampler, 300, 2);
        assertArrayEquals(Arrays.copyOf(many, few.length), few, "number of rows");
    }

    @Test
    void aStoppedSamplingHandsOutWholeBlocks() {
        Smoothed model = mixture(2, 1);
        try (Backend open = CATALOG.backends().choose("simd").open(1);
                LevelSampling sampling = sampling(open, model, new Heun())) {
            int[] handed = new int[1];
            SampleReport report = sampling.run(
                    1000, UnaryOperator.identity(), (rows, n) -> handed[0] += n, (done, phase) -> done < 0.6);
            assertEquals(handed[0], report.rows());
            assertEquals(512, report.rows());
            assertEquals(false, report.complete());
        }
    }

    @Test
    void rowsThatLeaveTheFiniteNumbersAreAnError() {
        // steps far too long for a density as thin as this
        Smoothed thin = new Smoothed(new double[] {1}, new double[][] {{0, 0}}, 1e-18);
        LevelSampler leaping = new LevelSampler() {
            @Override
            public String id() {
                return "leaping";
            }

            @Override
            public String description() {
                return "a leap from level to level";
            }

            @Override
            public double[] levels(double most, double least, Options options) {
                return LevelSampler.spaced(most, least, 20, 1);
            }

            @Override
            public Expr descend(Descent step) {
                return step.rows().add(step.score(step.rows(), step.next()).mul(1e9));
            }
        };
        try (Backend open = CATALOG.backends().choose("simd").open(1);
                LevelSampling sampling = sampling(open, thin, leaping)) {
            SsmException e = assertThrows(
                    SsmException.class, () -> sampling.run(10, UnaryOperator.identity(), (rows, n) -> {}, Watch.NONE));
            assertEquals(SsmException.Kind.DIVERGED, e.kind());
        }
    }

    @Test
    void chainsRefuseThem() {
        SsmException e = assertThrows(SsmException.class, () -> new Heun().transition(null));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().endsWith("use a sampler that is a Markov chain"), e.getMessage());
    }
}
