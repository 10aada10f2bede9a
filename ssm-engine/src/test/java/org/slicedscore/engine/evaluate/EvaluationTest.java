package org.slicedscore.engine.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.train.Criterion;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

/** The model N(0, I) in preprocessed coordinates, for which everything is known. */
class EvaluationTest {
    @TempDir
    private Path folder;

    private Catalog catalog;
    private Table table;
    private TrainingData data;
    private TrainedModel model;

    @BeforeEach
    void make() {
        catalog = TestSource.smallCatalog(folder);
        table = DataReader.read("synthetic:gaussian?n=300&seed=3&d=2&rho=0.6", ReadOptions.DEFAULT);
        TrainingConfig config = TrainingConfig.parse(
                Map.of("model", "gaussian", "preprocess", "whiten", "seed", "2", "validation", "0.2"), catalog);
        data = TrainingData.prepare(table, config);
        model = new TrainedModel(
                config.resolve(data.train().rows(), 2, data.preprocessing().scaling()),
                data.preprocessing(),
                Map.of(
                        "mean", Tensor.ofDoubles(new double[2], 2),
                        "log_scale", Tensor.ofDoubles(new double[2], 2)));
    }

    private DeviceModel device() {
        return new DeviceModel(model, catalog, "reference", 1);
    }

    @Test
    void heldOutLossesByHand() {
        try (DeviceModel device = device()) {
            EvaluationReport report = Evaluation.heldOut(table, device);
            float[] z = data.validation().values();
            double half = 0;
            for (float v : z) {
                half += 0.5 * v * v / 60;
            }
            assertEquals(60, report.rows());
            assertEquals(-2 + half, report.smLoss().mean(), 1e-12);
            assertEquals(-half - Math.log(2 * Math.PI), report.logLikelihood().mean(), 1e-12);
            assertTrue(report.exact());
            // the training rows are whitened, so the Gaussian fitted to them is this very model
            assertEquals(
                    report.smLoss().mean(),
                    report.yardstick("gaussian").smLoss().mean(),
                    1e-5);
            assertEquals(0, report.yardstick("gaussian").gain().mean(), 1e-5);
        }
    }

    @Test
    void fisherDivergenceByHand() {
        Preprocessing p = data.preprocessing();
        int[] held = data.split().validation();
        double[] x = table.gather(held);
        double[] z = p.toModel(x);
        double c = 1 - 0.6 * 0.6;
        double sum = 0;
        for (int i = 0; i < held.length; i++) {
            // the true score at x, then along the columns of ∂x/∂z
            double s0 = -(x[2 * i] - 0.6 * x[2 * i + 1]) / c;
            double s1 = -(x[2 * i + 1] - 0.6 * x[2 * i]) / c;
            double[] origin = p.toOriginal(new double[2]);
            double[] e0 = p.toOriginal(new double[] {1, 0});
            double[] e1 = p.toOriginal(new double[] {0, 1});
            double t0 = (e0[0] - origin[0]) * s0 + (e0[1] - origin[1]) * s1;
            double t1 = (e1[0] - origin[0]) * s0 + (e1[1] - origin[1]) * s1;
            sum += 0.5 * ((-z[2 * i] - t0) * (-z[2 * i] - t0) + (-z[2 * i + 1] - t1) * (-z[2 * i + 1] - t1));
        }
        try (DeviceModel device = device()) {
            assertEquals(
                    sum / held.length,
                    Evaluation.heldOut(table, device).fisherDivergence().mean(),
                    1e-6);
        }
    }

    @Test
    void aTruthThatDoesNotBelongToTheColumnsIsNotUsed() {
        Table swapped =
                DataReader.read("synthetic:gaussian?n=300&seed=3&d=2&rho=0.6", ReadOptions.DEFAULT.withColumns("2,1"));
        ResolvedConfig config = model.config();
        TrainingData other = TrainingData.prepare(swapped, config.settings());
        TrainedModel m = new TrainedModel(config, other.preprocessing(), model.weights());
        try (DeviceModel device = new DeviceModel(m, catalog, "reference", 1)) {
            assertNull(Evaluation.heldOut(swapped, device).fisherDivergence());
        }
    }

    @Test
    void scoresAreThoseOfTheOriginalColumns() {
        double[] rows = Arrays.copyOf(table.values(), 6);
        try (DeviceModel device = device();
                Scoring scoring = new Scoring(device)) {
            Scoring.Values values = scoring.score(rows);
            double[] z = data.preprocessing().toModel(rows);
            double logDet = data.preprocessing().logDetJacobian(rows)[0];
            for (int i = 0; i < 3; i++) {
                double expected =
                        -0.5 * (z[2 * i] * z[2 * i] + z[2 * i + 1] * z[2 * i + 1]) - Math.log(2 * Math.PI) + logDet;
                assertEquals(expected, values.logDensity()[i], 1e-6);
                assertEquals(Math.hypot(values.scores()[2 * i], values.scores()[2 * i + 1]), values.norms()[i], 1e-12);
            }
            double[] negative = Arrays.stream(z).map(v -> -v).toArray();
            assertArrayEquals(data.preprocessing().scoreToOriginal(rows, negative), values.scores(), 1e-6);
        }
    }

    @Test
    void rowsBeyondTheRangeOfFloatAreDefinedAndLeaveTheOthersAlone() {
        double[] rows = {0.3, -0.2, 1e300, 0, -1e45, 1e45, 0.1, 0.4};
        try (DeviceModel device = device();
                Scoring scoring = new Scoring(device)) {
            Scoring.Values values = scoring.score(rows);
            assertArrayEquals(new int[] {1, 2}, values.beyond());
            for (int i : values.beyond()) {
                assertEquals(Double.NEGATIVE_INFINITY, values.logDensity()[i]);
                assertEquals(Double.POSITIVE_INFINITY, values.norms()[i]);
            }
            assertEquals(Double.NEGATIVE_INFINITY, values.scores()[2]);
            assertEquals(Double.POSITIVE_INFINITY, values.scores()[4]);
            assertEquals(Double.NEGATIVE_INFINITY, values.scores()[5]);
            Scoring.Values near = scoring.score(new double[] {0.3, -0.2, 0.1, 0.4});
            assertEquals(near.logDensity()[0], values.logDensity()[0]);
            assertEquals(near.logDensity()[1], values.logDensity()[3]);
            assertArrayEquals(Arrays.copyOfRange(near.scores(), 2, 4), Arrays.copyOfRange(values.scores(), 6, 8));
        }
    }

    @Test
    void theEstimatedTraceAgreesWithTheExactOne() {
        float[] rows = data.train().values();
        int n = data.train().rows();
        TrainingConfig config = TrainingConfig.parse(Map.of("model", "mlp-energy", "model.hidden", "6"), catalog);
        TrainingComponents c = config.components();
        double[] random = new double[6 * 2];
        Arrays.setAll(random, i -> Math.sin(3 * i + 1));
        TrainedModel energy = new TrainedModel(
                config.resolve(data.train().rows(), 2, data.preprocessing().scaling()),
                data.preprocessing(),
                Map.of(
                        "net.0.weight", Tensor.ofDoubles(random, 6, 2),
                        "net.0.bias", Tensor.ofDoubles(new double[6], 6),
                        "net.1.weight", Tensor.ofDoubles(Arrays.copyOf(random, 6), 1, 6),
                        "net.1.bias", Tensor.ofDoubles(new double[1], 1)));
        try (DeviceModel device = new DeviceModel(energy, catalog, "reference", 1);
                Criterion exact = Criterion.scoreMatching(c, 2, n, 0, device.workspace());
                Criterion estimated = Criterion.estimatedScoreMatching(c, 64, 2, n, 0, device.workspace())) {
            Estimate a = exact.evaluate(rows, n);
            Estimate b = estimated.evaluate(rows, n);
            assertEquals(a.mean(), b.mean(), 0.02);
            assertTrue(exact.exact() && !estimated.exact());
        }
    }
}
