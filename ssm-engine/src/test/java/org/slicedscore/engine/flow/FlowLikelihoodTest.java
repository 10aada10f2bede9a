package org.slicedscore.engine.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.Estimate;

/** Log-densities by the probability flow of densities whose smoothed scores are known, through the compiled float path. */
class FlowLikelihoodTest {
    private static final Catalog CATALOG = Catalog.load();
    private static final double LEAST = 0.02;

    /** So far out that the mixtures below are Gaussian to 1e-4 nats. */
    private static final double MOST = 1000;

    /** Clusters of unequal weight and shape, some thin; one cluster is a Gaussian off the centre. */
    private static SmoothedMixture mixture(int dim, int components) {
        RandomStream random = new RandomStream(5, "mixture");
        double[] weights = new double[components];
        double[][] means = new double[components][dim];
        double[][] variances = new double[components][dim];
        for (int k = 0; k < components; k++) {
            weights[k] = 2.0 * (k + 1) / (components * (components + 1));
            for (int j = 0; j < dim; j++) {
                means[k][j] = (components == 1 ? 0.3 : 1.5) * random.normal();
                variances[k][j] = Math.exp(-6 * random.uniform());
            }
        }
        return new SmoothedMixture(weights, means, variances, SmoothedMixture.rotation(dim, 3));
    }

    private static double[] rounded(double[] rows) {
        return Arrays.stream(rows).map(v -> (float) v).toArray();
    }

    private static FlowLikelihood likelihood(
            SmoothedMixture mixture,
            double[] rows,
            FlowConfig config,
            int first,
            int block,
            String backend,
            int threads) {
        try (Backend open = CATALOG.backends().choose(backend).open(threads);
                FlowField field = new FlowField(
                        mixture.formula(), mixture.dim(), 0, block, config.probes(), new Workspace(open))) {
            return FlowLikelihood.of(field, config, mixture.moments(), rows, row -> first + row, Watch.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "10,1", "50,1", "200,1", "1,3", "2,5", "10,5", "50,3"})
    void theFlowOfATrueScoreGivesTheTrueDensity(int dim, int components) {
        SmoothedMixture mixture = mixture(dim, components);
        double[] rows = rounded(mixture.draw(150, LEAST, 9));
        FlowLikelihood flow = likelihood(mixture, rows, FlowConfig.of(LEAST, MOST, dim, 0), 0, 64, "simd", 2);
        assertEquals(0, flow.failed() + flow.beyond());
        for (int i = 0; i < 150; i++) {
            assertEquals(mixture.logDensity(rows, i, LEAST), flow.values()[i], 1e-3, "row " + i);
        }
        assertTrue(flow.error() < 1e-3, "estimated error " + flow.error());
    }

    @Test
    void theReferenceBackendGivesTheSame() {
        SmoothedMixture mixture = mixture(3, 2);
        double[] rows = rounded(mixture.draw(20, LEAST, 9));
        FlowConfig config = FlowConfig.of(LEAST, MOST, 3, 0);
        double[] simd = likelihood(mixture, rows, config, 0, 16, "simd", 1).values();
        assertArrayEquals(
                simd, likelihood(mixture, rows, config, 0, 16, "reference", 1).values(), 1e-4);
    }

    /** Rows that leave early and rows that leave late share blocks; none may notice. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aRowsDensityDependsOnTheRowAlone(int probes) {
        SmoothedMixture mixture = mixture(7, 3);
        int n = 75;
        double[] rows = rounded(mixture.draw(n, LEAST, 9));
        rows[3 * 7] = 1e30;
        FlowConfig config = new FlowConfig(LEAST, MOST, 1e-4, probes, 8);
        double[] all = likelihood(mixture, rows, config, 0, 32, "simd", 1).values();
        assertArrayEquals(
                all, likelihood(mixture, rows, config, 0, 32, "simd", 2).values());
        int at = 0;
        for (int part : new int[] {1, 2, 30, 33, 9}) {
            double[] some = Arrays.copyOfRange(rows, at * 7, (at + part) * 7);
            assertArrayEquals(
                    Arrays.copyOfRange(all, at, at + part),
                    likelihood(mixture, some, config, at, 32, "simd", 2).values(),
                    "rows from " + at);
            at += part;
        }
        assertEquals(n, at);
    }

    /** Two columns that are Gaussian around their condition. */
    @Test
    void conditionsStayWithTheirRows() {
        SmoothedMixture around = mixture(2, 1);
        FlowField.Formula moved = (rows, levels, directions) -> {
            Expr x = rows.slice(1, 0, 2);
            Expr c = rows.slice(1, 2, 3).broadcastTo(Shape.of(rows.dim(0), 2));
            return around.formula(c).at(x, levels, directions);
        };
        int n = 40;
        double[] plain = around.draw(n, LEAST, 4);
        double[] rows = new double[3 * n];
        for (int i = 0; i < n; i++) {
            double c = (i % 5 - 2) / 4.0;
            rows[3 * i] = (float) (plain[2 * i] + c);
            rows[3 * i + 1] = (float) (plain[2 * i + 1] + c);
            rows[3 * i + 2] = c;
        }
        try (Backend open = CATALOG.backends().choose("simd").open(1);
                FlowField field = new FlowField(moved, 2, 1, 16, 0, new Workspace(open))) {
            FlowLikelihood flow = FlowLikelihood.of(
                    field, FlowConfig.of(LEAST, 1e6, 2, 0), around.moments(), rows, row -> row, Watch.NONE);
            for (int i = 0; i < n; i++) {
                assertEquals(around.logDensity(plain, i, LEAST), flow.values()[i], 1e-3, "row " + i);
            }
        }
    }

    @Test
    void probesAreUnbiasedAndTellTheirError() {
        SmoothedMixture mixture = mixture(20, 2);
        int n = 1000;
        double[] rows = rounded(mixture.draw(n, LEAST, 9));
        FlowConfig config = new FlowConfig(LEAST, MOST, 1e-4, 4, 8);
        FlowLikelihood flow = likelihood(mixture, rows, config, 0, 128, "simd", 2);
        double[] errors = new double[n];
        Arrays.setAll(errors, i -> flow.values()[i] - mixture.logDensity(rows, i, LEAST));
        double mean = Arrays.stream(errors).average().orElseThrow();
        double variance = Arrays.stream(errors).map(e -> e * e).average().orElseThrow();
        assertEquals(0, mean, 3 * Math.sqrt(variance / n), "mean error of all rows");
        double[] surplus = new double[n];
        Arrays.setAll(surplus, i -> errors[i] * errors[i] - flow.spreads()[i] * flow.spreads()[i]);
        Estimate excess = Estimate.of(surplus, n);
        assertEquals(0, excess.mean(), 3 * excess.standardError(), "mean square error less the one that is claimed");
        assertTrue(variance > 1e-2, "probes that are exact by accident show nothing");
        double[] others = likelihood(mixture, rows, new FlowConfig(LEAST, MOST, 1e-4, 4, 9), 0, 128, "simd", 2)
                .values();
        assertTrue(IntStream.range(0, n).allMatch(i -> others[i] != flow.values()[i]), "seeds key the probes");
    }

    @Test
    void rowsBeyondFloatHaveNoDensityAndAreCounted() {
        SmoothedMixture mixture = mixture(2, 1);
        double[] rows = {0, 0, 1e300, 0, Double.NaN, 1, 1e6, 0};
        FlowLikelihood flow = likelihood(mixture, rows, FlowConfig.of(LEAST, MOST, 2, 0), 0, 16, "simd", 1);
        assertEquals(mixture.logDensity(rows, 0, LEAST), flow.values()[0], 1e-3);
        assertEquals(Double.NEGATIVE_INFINITY, flow.values()[1]);
        assertEquals(Double.NEGATIVE_INFINITY, flow.values()[2]);
        assertEquals(2, flow.beyond());
        assertEquals(0, flow.failed());
        // so far out the error is relative
        assertEquals(1, flow.values()[3] / mixture.logDensity(rows, 3, LEAST), 1e-3);
    }

    /** A score with a kink everywhere: no step is small enough. */
    @Test
    void rowsThatAreGivenUpAreCounted() {
        FlowField.Formula rough = (x, levels, directions) ->
                new ScoreGraph(new ModelGraph(new Rough(), Options.NONE), x, directions, Noise.RANDOM, Options.NONE);
        try (Backend open = CATALOG.backends().choose("simd").open(1);
                FlowField field = new FlowField(rough, 1, 0, 16, 0, new Workspace(open))) {
            FlowLikelihood flow = FlowLikelihood.of(
                    field,
                    FlowConfig.of(LEAST, MOST, 1, 0),
                    EndGaussian.standard(1),
                    new double[] {0.5},
                    row -> row,
                    Watch.NONE);
            assertEquals(1, flow.failed());
            assertEquals(Double.NEGATIVE_INFINITY, flow.values()[0]);
        }
    }

    private static final class Rough implements LogDensityModel {
        @Override
        public String id() {
            return "rough";
        }

        @Override
        public String description() {
            return "waves too short to follow";
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            return x.mul(1e5).sin().sum(-1);
        }
    }

    @Test
    void aFlowThatIsStoppedGivesNothing() {
        SmoothedMixture mixture = mixture(2, 1);
        FlowConfig config = FlowConfig.of(LEAST, MOST, 2, 0);
        try (Backend open = CATALOG.backends().choose("simd").open(1);
                FlowField field = new FlowField(mixture.formula(), 2, 0, 16, 0, new Workspace(open))) {
            int[] calls = new int[1];
            assertNull(FlowLikelihood.of(
                    field, config, mixture.moments(), new double[200], row -> row, (done, phase) -> ++calls[0] < 20));
            assertEquals(20, calls[0]);
        }
    }
}
