package org.slicedscore.engine.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.train.Snapshot;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;

/** Small runs on rows from memory. */
final class Runs {
    private final Catalog catalog;
    private final Table table;

    Runs(Path folder) {
        catalog = TestSource.smallCatalog(folder);
        table = table(200, 1);
    }

    /** Rows of a bent and stretched Gaussian. */
    static Table table(int n, long seed) {
        RandomStream random = new RandomStream(seed, "runs");
        double[] values = new double[3 * n];
        for (int i = 0; i < n; i++) {
            double a = random.normal();
            values[3 * i] = a;
            values[3 * i + 1] = 0.5 * a * a + 0.4 * random.normal();
            values[3 * i + 2] = 10 + a + 2 * random.normal();
        }
        return Table.of("rows", List.of("a", "b", "c"), values);
    }

    Catalog catalog() {
        return catalog;
    }

    Table table() {
        return table;
    }

    TrainingConfig config(String... settings) {
        Map<String, String> map = new HashMap<>(Map.of(
                "backend",
                "reference",
                "seed",
                "4",
                "batch-size",
                "16",
                "epochs",
                "8",
                "evaluate-every",
                "5",
                "ema",
                "0.9"));
        map.put("model", "mlp-energy");
        for (String s : settings) {
            int equals = s.indexOf('=');
            map.put(s.substring(0, equals), s.substring(equals + 1));
        }
        return TrainingConfig.parse(map, catalog);
    }

    /** Trains from the first step. */
    TrainingResult train(Path path, TrainingConfig config, TrainingListener listener, long stopAt) {
        TrainingData data = TrainingData.prepare(table, config);
        try (RunDirectory run = RunDirectory.create(path, false, List.of("test"), DataOrigin.memory(table), data)) {
            return stopping(new Trainer(config, data, catalog).store(run), listener, stopAt);
        }
    }

    TrainingResult train(Path path, TrainingConfig config) {
        return train(path, config, TrainingListener.SILENT, Long.MAX_VALUE);
    }

    /** Goes on from the latest checkpoint. */
    TrainingResult resume(Path path, Map<String, String> changes, long stopAt) {
        StoredRun stored = StoredRun.open(path, catalog);
        TrainingConfig config = stored.config(changes);
        stored.origin().check(table);
        TrainingData data = TrainingData.prepare(table, config);
        Snapshot snapshot = stored.snapshot();
        try (RunDirectory run = RunDirectory.resume(stored, snapshot, List.of("test", "resume"), data)) {
            return stopping(
                    new Trainer(config, data, catalog).store(run).from(snapshot), TrainingListener.SILENT, stopAt);
        }
    }

    /** Asks for a stop at the first report at or after a step. */
    private static TrainingResult stopping(Trainer trainer, TrainingListener listener, long stopAt) {
        AtomicBoolean stop = new AtomicBoolean();
        return trainer.stop(stop::get)
                .listener(new TrainingListener() {
                    @Override
                    public void progress(Progress progress) {
                        if (progress.step() >= stopAt) {
                            stop.set(true);
                        }
                        listener.progress(progress);
                    }

                    @Override
                    public void evaluated(Evaluated evaluated) {
                        listener.evaluated(evaluated);
                    }

                    @Override
                    public void checkpoint(long step, Path file) {
                        listener.checkpoint(step, file);
                    }
                })
                .run();
    }
}
