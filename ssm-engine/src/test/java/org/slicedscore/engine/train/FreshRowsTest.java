package org.slicedscore.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;

/** Rows drawn afresh at every step. */
class FreshRowsTest {
    private static final String SOURCE = "generator:gaussian?n=300&seed=2&d=3&rho=0.5";

    @TempDir
    private Path folder;

    private Catalog catalog;

    @BeforeEach
    void find() {
        catalog = TestSource.smallCatalog(folder.resolve("plugins"));
    }

    private TrainingConfig config(String... settings) {
        Map<String, String> map = new java.util.HashMap<>(Map.of(
                "model",
                "mlp-energy",
                "backend",
                "reference",
                "seed",
                "4",
                "batch-size",
                "16",
                "steps",
                "40",
                "evaluate-every",
                "5"));
        for (String s : settings) {
            map.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
        }
        return TrainingConfig.parse(map, catalog);
    }

    private Table table(ReadOptions options) {
        return DataReader.read(SOURCE, options, catalog);
    }

    private FreshRows fresh(ReadOptions options, String... settings) {
        Table table = table(options);
        TrainingConfig config = config(settings);
        return FreshRows.of(
                table, TrainingData.prepare(table, config).preprocessing(), config.get(Settings.SEED), catalog);
    }

    @Test
    void anyStepIsReachedWithoutTheOnesBefore() {
        float[] seventh = new float[48];
        FreshRows rows = fresh(ReadOptions.DEFAULT);
        for (int step = 0; step <= 7; step++) {
            rows.fill(step, 16, seventh);
        }
        float[] alone = new float[48];
        fresh(ReadOptions.DEFAULT).fill(7, 16, alone);
        assertArrayEquals(seventh, alone);
        float[] eighth = new float[48];
        rows.fill(8, 16, eighth);
        float[] other = new float[48];
        fresh(ReadOptions.DEFAULT, "seed=5").fill(7, 16, other);
        for (int i = 0; i < 48; i++) {
            assertTrue(alone[i] != eighth[i] && alone[i] != other[i]);
        }
    }

    /** The stream is the generator's distribution, in the coordinates that were fitted on other rows of it. */
    @Test
    void momentsAreTheGenerators() {
        FreshRows rows = fresh(ReadOptions.DEFAULT, "preprocess=none");
        int n = 20_000;
        float[] x = new float[3 * n];
        rows.fill(0, n, x);
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += x[3 * i + j] * (double) x[3 * i + k];
                }
                double c = Math.pow(0.5, j - k);
                assertEquals(c, sum / n, 5 * Math.sqrt((1 + c * c) / n));
            }
        }
    }

    @Test
    void columnsMayBeChosen() {
        float[] all = new float[3 * 16];
        float[] some = new float[2 * 16];
        fresh(ReadOptions.DEFAULT, "preprocess=none").fill(3, 16, all);
        fresh(ReadOptions.DEFAULT.withColumns("x3,x1"), "preprocess=none").fill(3, 16, some);
        List<String> order = table(ReadOptions.DEFAULT.withColumns("x3,x1")).columns();
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 2; j++) {
                assertEquals(all[3 * i + Integer.parseInt(order.get(j).substring(1)) - 1], some[2 * i + j]);
            }
        }
    }

    @Test
    void fillingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FreshRows rows = fresh(ReadOptions.DEFAULT, "preprocess=whiten", "noise=0.1");
        float[] batch = new float[48];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 400 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                rows.fill(i, 16, batch);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void otherTablesHaveNoStream() {
        Table table = DataReader.read("synthetic:gaussian?n=100", ReadOptions.DEFAULT);
        assertNull(FreshRows.of(table, TrainingData.prepare(table, config()).preprocessing(), 1, catalog));
    }

    private byte[] train(Path path, TrainingConfig config, long stopAt) throws Exception {
        Table table = table(ReadOptions.DEFAULT);
        TrainingData data = TrainingData.prepare(table, config);
        DataOrigin origin = DataOrigin.of(ReadOptions.DEFAULT, table);
        try (RunDirectory run = RunDirectory.create(path, false, List.of("test"), origin, data)) {
            return run(new Trainer(config, data, catalog).store(run), path, stopAt);
        }
    }

    private static byte[] run(Trainer trainer, Path path, long stopAt) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.step() >= stopAt) {
                    stop.set(true);
                }
            }
        };
        trainer.listener(listener).stop(stop::get).run();
        Path model = path.resolve("model.safetensors");
        return Files.exists(model) ? Files.readAllBytes(model) : null;
    }

    @Test
    void resumesBitForBit() throws Exception {
        byte[] whole = train(folder.resolve("whole"), config(), Long.MAX_VALUE);
        Path path = folder.resolve("stopped");
        assertNull(train(path, config(), 15));
        StoredRun stored = StoredRun.open(path, catalog);
        Table table = stored.origin().read(catalog);
        TrainingData data = TrainingData.prepare(table, stored.config());
        try (RunDirectory run = RunDirectory.resume(stored, stored.snapshot(), List.of("test"), data)) {
            Trainer trainer =
                    new Trainer(stored.config(), data, catalog).store(run).from(stored.snapshot());
            assertArrayEquals(whole, run(trainer, path, Long.MAX_VALUE));
        }
        assertFalse(Arrays.equals(whole, train(folder.resolve("other"), config("seed=5"), Long.MAX_VALUE)));
    }

    @Test
    void wrongNamesAreUsageErrors() {
        for (String wrong : List.of(
                "generator:nothing", "generator:gaussian?dim=3", "generator:gaussian?d=0", "generator:gaussian?d")) {
            SsmException e =
                    assertThrows(SsmException.class, () -> DataReader.read(wrong, ReadOptions.DEFAULT, catalog), wrong);
            assertEquals(SsmException.Kind.USAGE, e.kind());
        }
    }
}
