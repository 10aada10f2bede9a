package org.slicedscore.models.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;

/** Runs whose batches are cut into blocks: every model, resumed, and in the largest batches. */
class MicroBatchRunTest {
    private final Catalog catalog = Catalog.load();

    @TempDir
    private Path folder;

    private TrainingConfig config(String model, String... more) {
        Map<String, String> map = new HashMap<>(Map.of(
                "model",
                model,
                "backend",
                "reference",
                "steps",
                "3",
                "seed",
                "3",
                "batch-size",
                "50",
                "validation",
                "0"));
        for (String s : more) {
            map.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
        }
        return TrainingConfig.parse(map, catalog);
    }

    private TrainedModel train(Table table, TrainingConfig config) {
        return new Trainer(config, TrainingData.prepare(table, config), catalog)
                .run()
                .model();
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian, ssm",
        "gmm, ssm-vr",
        "mlp-energy, sm",
        "mlp-energy, dsm",
        "mlp-score, ssm-vr",
        "noise-score, dsm",
        "noise-score, ssm-vr",
        "noise-energy, dsm",
        "nice, mle"
    })
    void everyModelLearnsTheSameUpToRounding(String model, String objective) {
        Table table = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        String small = switch (model) {
            case "gaussian", "gmm" -> "keep-checkpoints=1";
            default -> "model.hidden=8,8";
        };
        TrainedModel whole = train(table, config(model, "objective=" + objective, small));
        TrainedModel blocks = train(table, config(model, "objective=" + objective, small, "micro-batch=16"));
        assertEquals(whole.weights().keySet(), blocks.weights().keySet());
        whole.weights().forEach((name, tensor) -> {
            double[] expected = tensor.toDoubles();
            double largest = 0;
            for (double v : expected) {
                largest = Math.max(largest, Math.abs(v));
            }
            // Adam divides by the gradient's size, so rounding weighs most where a gradient is almost 0
            assertArrayEquals(
                    expected,
                    blocks.weights().get(name).toDoubles(),
                    1e-6 * Math.max(largest, 1e-2),
                    model + " " + name);
        });
    }

    @Test
    void aResumedRunIsTheUninterruptedOne() throws Exception {
        Table table = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        TrainingConfig config = config(
                "mlp-energy", "backend=simd", "model.hidden=16", "steps=20", "micro-batch=16", "checkpoint-every=7");
        TrainingData data = TrainingData.prepare(table, config);
        Path whole = folder.resolve("whole");
        try (RunDirectory run = RunDirectory.create(whole, false, List.of("test"), DataOrigin.memory(table), data)) {
            new Trainer(config, data, catalog).store(run).run();
        }
        Path parts = folder.resolve("parts");
        AtomicBoolean stop = new AtomicBoolean();
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void checkpoint(long step, Path file) {
                stop.set(true);
            }
        };
        try (RunDirectory run = RunDirectory.create(parts, false, List.of("test"), DataOrigin.memory(table), data)) {
            new Trainer(config, data, catalog)
                    .store(run)
                    .listener(stopping)
                    .stop(stop::get)
                    .run();
        }
        StoredRun stored = StoredRun.open(parts, catalog);
        assertEquals(7, stored.snapshot().step());
        SsmException changed = assertThrows(SsmException.class, () -> stored.config(Map.of("micro-batch", "8")));
        assertTrue(changed.getMessage().contains("micro-batch"), changed::getMessage);
        try (RunDirectory run = RunDirectory.resume(stored, stored.snapshot(), List.of("test"), data)) {
            new Trainer(stored.config(), data, catalog)
                    .store(run)
                    .from(stored.snapshot())
                    .run();
        }
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("model.safetensors")),
                Files.readAllBytes(parts.resolve("model.safetensors")));
    }

    @Test
    void aBatchOfAHundredThousandRows() {
        Table table = DataReader.read("generator:banana?n=120000", ReadOptions.DEFAULT);
        TrainedModel model = train(
                table,
                config(
                        "noise-score",
                        "backend=simd",
                        "batch-size=100000",
                        "micro-batch=1024",
                        "steps=2",
                        "model.hidden=16,16"));
        assertTrue(model.weights().values().stream()
                .flatMapToDouble(t -> java.util.Arrays.stream(t.toDoubles()))
                .allMatch(Double::isFinite));
    }

    @Test
    void coefficientsInClosedFormNeedTheBatchInOnePiece() {
        Table table = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        SsmException e =
                assertThrows(SsmException.class, () -> train(table, config("dkef", "objective=ssm", "micro-batch=16")));
        assertTrue(e.getMessage().contains("one half of each batch"), e::getMessage);
    }
}
