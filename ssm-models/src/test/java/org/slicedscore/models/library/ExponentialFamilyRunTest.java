package org.slicedscore.models.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;

/** A model with coefficients in closed form trains, is stored, goes on and is evaluated as any other. */
class ExponentialFamilyRunTest {
    @TempDir
    private Path folder;

    private final Catalog catalog = Catalog.load();
    private final Table table = table();

    private static Table table() {
        return DataReader.read("synthetic:banana?n=450", ReadOptions.DEFAULT);
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> map = new HashMap<>(Map.of(
                "model", "dkef", "model.inducing", "12", "model.width", "6", "model.kernels", "2", "backend", "simd"));
        map.putAll(Map.of("steps", "60", "evaluate-every", "10", "seed", "3", "batch-size", "50"));
        map.put("checkpoint-every", "7");
        if (java.util.Arrays.asList(more).contains("model=mlp-energy")) {
            map.keySet().removeIf(name -> name.startsWith("model."));
        }
        for (String s : more) {
            map.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
        }
        return map;
    }

    private TrainingResult train(Path path, TrainingConfig config, TrainingListener listener, BooleanSupplier stop) {
        TrainingData data = TrainingData.prepare(table, config);
        try (RunDirectory run = RunDirectory.create(path, false, List.of("test"), DataOrigin.memory(table), data)) {
            return new Trainer(config, data, catalog)
                    .store(run)
                    .listener(listener)
                    .stop(stop)
                    .run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm", "ssm", "ssm-vr", "dsm", "fd-ssm", "cp", "approx-bp"})
    void everyObjectiveTrainsItAndBeatsItsBase(String objective) {
        TrainingConfig config =
                TrainingConfig.parse(settings("objective=" + objective, "steps=150", "lr=0.02"), catalog);
        TrainingData data = TrainingData.prepare(table, config);
        TrainingResult result = new Trainer(config, data, catalog).run();
        TrainedModel model = result.model();
        assertTrue(model.weights().containsKey(ExponentialFamily.COEFFICIENTS));
        try (DeviceModel device = new DeviceModel(model, catalog, "simd", 0)) {
            EvaluationReport report = Evaluation.heldOut(table, device);
            // log q₀ alone, N(0, 4I), has the loss −D/4 + ‖x‖²/32: about −0.44 on standardised rows; N(0, I) has −1
            assertTrue(report.smLoss().mean() < -1, objective + ": " + report.smLoss());
        }
    }

    @Test
    void aRunThatIsInterruptedEndsInTheSameModel() throws Exception {
        TrainingConfig config = TrainingConfig.parse(settings(), catalog);
        AtomicBoolean stop = new AtomicBoolean();
        Path whole = folder.resolve("whole");
        TrainingResult result = train(whole, config, TrainingListener.SILENT, () -> false);
        byte[] expected = Files.readAllBytes(whole.resolve("model.safetensors"));

        Path cut = folder.resolve("cut");
        train(
                cut,
                config,
                new TrainingListener() {
                    @Override
                    public void checkpoint(long step, Path file) {
                        if (step == 21) {
                            stop.set(true);
                        }
                    }
                },
                stop::get);
        StoredRun stored = StoredRun.open(cut, catalog);
        TrainingData data = TrainingData.prepare(table, stored.config());
        try (RunDirectory run = RunDirectory.resume(stored, stored.snapshot(), List.of("test"), data)) {
            new Trainer(stored.config(), data, catalog)
                    .store(run)
                    .from(stored.snapshot())
                    .run();
        }
        assertArrayEquals(expected, Files.readAllBytes(cut.resolve("model.safetensors")));
        assertEquals(60, result.steps());
    }

    @Test
    void theStoredCoefficientsAreThoseOfAllTrainingRows() {
        TrainingConfig config = TrainingConfig.parse(settings("objective=sm", "validation=0"), catalog);
        TrainingData data = TrainingData.prepare(table, config);
        TrainedModel model = new Trainer(config, data, catalog).run().model();
        double[] alpha = model.weights().get(ExponentialFamily.COEFFICIENTS).toDoubles();
        assertEquals(12, alpha.length);
        // threads make no difference
        TrainedModel again = new Trainer(
                        TrainingConfig.parse(settings("objective=sm", "validation=0", "threads=1"), catalog),
                        data,
                        catalog)
                .run()
                .model();
        assertArrayEquals(
                alpha, again.weights().get(ExponentialFamily.COEFFICIENTS).toDoubles());
    }

    @Test
    void theModelsOwnRateAndBatchStandWhereNoneAreGiven() {
        ResolvedConfig open =
                TrainingConfig.parse(Map.of("model", "dkef"), catalog).resolve(1000, 3, Scaling.WHITEN);
        assertEquals(0.01, open.learningRate());
        assertEquals(200, open.batchSize());
        assertEquals(
                90,
                TrainingConfig.parse(Map.of("model", "dkef"), catalog)
                        .resolve(90, 3, Scaling.WHITEN)
                        .batchSize());
        TrainingConfig other = TrainingConfig.parse(Map.of("model", "dkef", "optimizer", "sgd"), catalog);
        assertEquals(
                catalog.optimizer("sgd").defaultLearningRate(),
                other.resolve(1000, 3, Scaling.WHITEN).learningRate());
        TrainingConfig given = TrainingConfig.parse(Map.of("model", "dkef", "lr", "0.5", "batch-size", "32"), catalog);
        assertEquals(0.5, given.resolve(1000, 3, Scaling.WHITEN).learningRate());
        assertEquals(32, given.resolve(1000, 3, Scaling.WHITEN).batchSize());
    }

    /** The bandwidth of dsm is worked out once, and the run has the number. */
    @Test
    void anAutomaticBandwidthIsSettledByTheRows() {
        TrainingConfig config = TrainingConfig.parse(
                settings("model=mlp-energy", "objective=dsm", "objective.sigma=auto", "steps=3"), catalog);
        TrainedModel model = new Trainer(config, TrainingData.prepare(table, config), catalog)
                .run()
                .model();
        double sigma = Double.parseDouble(
                model.config().settings().objective().options().toMap().get("sigma"));
        assertTrue(sigma > 0.02 && sigma < 1, "sigma " + sigma);
    }
}
