package org.slicedscore.models.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;

/** A noise-conditioned model under conditions trains by any objective, and to the same bits however it gets there. */
class NoiseRunTest {
    private static final int N = 600;
    private static final double SPREAD = 0.5;

    /** The mean log-density of N(c, SPREAD²) under itself. */
    private static final double TRUTH = -0.5 - Math.log(SPREAD * Math.sqrt(2 * Math.PI));

    @TempDir
    private Path folder;

    private final Catalog catalog = Catalog.load();
    private Table table;

    /** x is Gaussian around its condition c. */
    @BeforeEach
    void draw() throws Exception {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("c,x\n");
        for (int i = 0; i < N; i++) {
            double c = 2 * random.nextGaussian();
            text.append(c)
                    .append(',')
                    .append(c + SPREAD * random.nextGaussian())
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        table = DataReader.read(file.toString(), ReadOptions.DEFAULT.withConditions("c"));
    }

    private TrainingConfig config(String... more) {
        Map<String, String> map = new HashMap<>(
                Map.of("model", "noise-score", "model.hidden", "32,32", "backend", "simd", "steps", "40", "seed", "3"));
        map.putAll(Map.of("batch-size", "50", "evaluate-every", "10", "checkpoint-every", "7", "test", "0.2"));
        for (String s : more) {
            map.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
        }
        return TrainingConfig.parse(map, catalog);
    }

    private void train(Path path, TrainingConfig config, TrainingListener listener, BooleanSupplier stop) {
        TrainingData data = TrainingData.prepare(table, config);
        try (RunDirectory run = RunDirectory.create(path, false, List.of("test"), DataOrigin.memory(table), data)) {
            new Trainer(config, data, catalog)
                    .store(run)
                    .listener(listener)
                    .stop(stop)
                    .run();
        }
    }

    @ParameterizedTest
    @CsvSource({"noise-score, dsm", "noise-score, ssm-vr", "noise-energy, dsm"})
    void itLearnsTheConditionalDensity(String model, String objective) {
        TrainingConfig config = config("model=" + model, "objective=" + objective, "steps=2000");
        TrainingData data = TrainingData.prepare(table, config);
        try (DeviceModel device =
                new DeviceModel(new Trainer(config, data, catalog).run().model(), catalog, "simd", 0)) {
            EvaluationReport report = Evaluation.heldOut(table, device);
            // in the columns' own units; without the condition it would be 1.5 less
            assertEquals(TRUTH, report.likelihood().original().mean(), 0.2, model + ", " + objective);
        }
    }

    @Test
    void aRowsLogDensityIsTheSameAloneAndAmongOthers() {
        TrainingConfig config = config();
        TrainingData data = TrainingData.prepare(table, config);
        try (DeviceModel device =
                        new DeviceModel(new Trainer(config, data, catalog).run().model(), catalog, "simd", 0);
                Scoring scoring = new Scoring(device)) {
            double[] rows = table.values(0, 300);
            double[] together = scoring.score(rows).logDensity();
            for (int i : new int[] {0, 7, 299}) {
                double[] alone = scoring.score(Arrays.copyOfRange(rows, 2 * i, 2 * i + 2))
                        .logDensity();
                assertEquals(together[i], alone[0], "row " + i);
            }
        }
    }

    @Test
    void threadsAndInterruptionsMakeNoDifference() throws Exception {
        TrainingConfig config = config("threads=2");
        Path whole = folder.resolve("whole");
        train(whole, config, TrainingListener.SILENT, () -> false);
        byte[] expected = Files.readAllBytes(whole.resolve("model.safetensors"));

        Path cut = folder.resolve("cut");
        AtomicBoolean stop = new AtomicBoolean();
        train(
                cut,
                config("threads=1"),
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
        assertTrue(stored.snapshot().step() < 40);
        TrainingData data = TrainingData.prepare(table, stored.config());
        try (RunDirectory run = RunDirectory.resume(stored, stored.snapshot(), List.of("test"), data)) {
            new Trainer(stored.config(), data, catalog)
                    .store(run)
                    .from(stored.snapshot())
                    .run();
        }
        assertArrayEquals(expected, Files.readAllBytes(cut.resolve("model.safetensors")));
    }
}
