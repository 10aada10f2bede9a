package org.slicedscore.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Table;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.SsmModel;
import org.slicedscore.engine.evaluate.Scoring;

/** One machine, one task, two tasks and two processes give the same model and the same scores, bit for bit. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SameBitsTest {
    private static final int ROWS = 500;
    private static final Map<String, String> MODELS = new LinkedHashMap<>();

    static {
        MODELS.put("mlp-energy", "16");
        MODELS.put("noise-score", "16,16");
        MODELS.put("gaussian", "");
    }

    @TempDir
    private static Path folder;

    private static Path file;
    private static final Map<String, byte[]> EXPECTED = new HashMap<>();
    private static final Map<String, Scoring.Values> SCORES = new HashMap<>();

    private static Map<String, String> settings(String model) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "model",
                model,
                "backend",
                "simd",
                "seed",
                "5",
                "steps",
                "60",
                "batch-size",
                "130",
                "micro-batch",
                "24"));
        settings.put("evaluate-every", "25");
        settings.put("checkpoint-every", "20");
        if (!MODELS.get(model).isEmpty()) {
            settings.put("model.hidden", MODELS.get(model));
        }
        return settings;
    }

    @BeforeAll
    static void onOneMachine() {
        file = Library.rows(folder, ROWS);
        Table table = Library.table(file);
        for (String model : MODELS.keySet()) {
            Path run = folder.resolve(model);
            EXPECTED.put(model, Library.train(table, settings(model), run));
            SCORES.put(model, Library.score(few(table), run));
        }
    }

    /** Log-densities through noise levels take long. */
    private static Table few(Table table) {
        int[] first = new int[40];
        java.util.Arrays.setAll(first, i -> i);
        return table.select(first);
    }

    private static Dataset<Row> frame(SparkSession spark) {
        return Library.frame(spark, file);
    }

    private static SsmEstimator estimator(String model) {
        SsmEstimator estimator = new SsmEstimator();
        settings(model).forEach(estimator::setSetting);
        return estimator;
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[1]", "local[2]", Clusters.PROCESSES})
    void everyClusterComesToTheSame(String master) throws Exception {
        try (SparkSession spark = Clusters.start(master)) {
            for (String name : MODELS.keySet()) {
                SsmEstimatorModel model = estimator(name).fit(frame(spark));
                assertArrayEquals(EXPECTED.get(name), model.run().bytes("model.safetensors"), name + " on " + master);
                Path saved = folder.resolve(name + master.replaceAll("\\W", ""));
                model.write().save(saved.toString());
                assertScores(
                        name,
                        SsmEstimatorModel.load(saved.toString())
                                .transform(frame(spark).limit(40)));
                try (SsmModel read = Ssm.load(saved.resolve("run"), "simd", 0)) {
                    assertEquals(SCORES.get(name).scores().length / 40, read.dim(), "the command reads it, too");
                }
            }
            if (master.equals("local[2]")) {
                assertErrorsAreThoseOfTheLibrary(spark);
            }
            if (master.equals(Clusters.PROCESSES)) {
                assertAnExecutorMayDie(spark);
            }
        }
    }

    private static void assertScores(String name, Dataset<Row> scored) {
        List<Row> rows = scored.collectAsList();
        Scoring.Values expected = SCORES.get(name);
        int dim = expected.scores().length / 40;
        for (int i = 0; i < 40; i++) {
            Row row = rows.get(i);
            assertEquals(expected.logDensity()[i], row.<Double>getAs("log_density"), name + ", row " + i);
            double[] score = row.<Vector>getAs("score").toArray();
            for (int j = 0; j < dim; j++) {
                assertEquals(expected.scores()[i * dim + j], score[j], name + ", row " + i);
            }
        }
    }

    /** In the middle of training, after the checkpoint of step 20. */
    private static void assertAnExecutorMayDie(SparkSession spark) throws Exception {
        Path checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                while (!Files.exists(checkpoints.resolve(PausingFileSystem.PAUSED))) {
                    Thread.sleep(10);
                }
                // the executors are the only JVMs that this one has started
                ProcessHandle executor = ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().command().orElse("").endsWith("java"))
                        .findFirst()
                        .orElseThrow();
                executor.destroyForcibly();
                executor.onExit().join();
                Files.createFile(checkpoints.resolve(PausingFileSystem.KILLED));
            } catch (Exception e) {
                failure.set(e);
                spark.stop();
            }
        });
        SsmEstimatorModel model = estimator("mlp-energy")
                .setCheckpointDir("pause://" + checkpoints)
                .fit(frame(spark));
        killer.join();
        assertNull(failure.get(), "nobody was killed");
        assertArrayEquals(EXPECTED.get("mlp-energy"), model.run().bytes("model.safetensors"));
        String history = new String(model.run().bytes("metrics.jsonl"), StandardCharsets.UTF_8);
        assertEquals(
                Files.readAllLines(folder.resolve("mlp-energy").resolve("metrics.jsonl"))
                        .size(),
                history.lines().count(),
                "the history goes on where the checkpoint was");
        // 40 if it was the other task's executor: the first task then still puts its checkpoint in its place
        assertTrue(
                Pattern.compile("\"resumed_at_step\" : (20|40)\\b")
                        .matcher(new String(model.run().bytes("config.json"), StandardCharsets.UTF_8))
                        .find(),
                "it started over");
    }

    private static void assertErrorsAreThoseOfTheLibrary(SparkSession spark) {
        SsmException none = assertThrows(
                SsmException.class,
                () -> new SsmEstimator().setSetting("model", "gaussian").fit(frame(spark)));
        assertTrue(none.getMessage().contains("micro-batch"), none::getMessage);
        SsmException large = assertThrows(
                SsmException.class,
                () -> estimator("gaussian").setBatchSize(5000).fit(frame(spark)));
        assertEquals(SsmException.Kind.USAGE, large.kind());
        assertTrue(large.getMessage().contains("batch-size"), large::getMessage);
        SsmException unknown = assertThrows(
                SsmException.class,
                () -> estimator("gaussian").setSetting("bach-size", 5).fit(frame(spark)));
        assertTrue(unknown.getMessage().contains("batch-size"), unknown::getMessage);
        SsmException there = assertThrows(
                SsmException.class,
                () -> estimator("gaussian")
                        .setScoreCol("a")
                        .transformSchema(frame(spark).schema()));
        assertTrue(there.getMessage().contains("scoreCol"), there::getMessage);
    }
}
