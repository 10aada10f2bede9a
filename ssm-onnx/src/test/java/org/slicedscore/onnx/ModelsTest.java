package org.slicedscore.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.PrepareOptions.Outliers;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.export.ModelExport;
import org.slicedscore.engine.export.Provenance;
import org.slicedscore.engine.train.TrainedModel;

/** Every model with every activation function, in ONNX Runtime and on the reference backend, behind every preprocessing. */
class ModelsTest {
    /** Of a log-density, relative to its spread or, far out, to itself. */
    private static final double DENSITY = 1e-5;

    /** Of a score, relative to the usual length or, far out, to its own. */
    private static final double SCORE = 1e-4;

    /** Of ordinary rows, by output. */
    private static final Map<String, Double> LARGEST = new TreeMap<>();

    @TempDir
    private static Path folder;

    record Case(Map<String, String> settings) {
        @Override
        public String toString() {
            return settings.get("model") + " " + settings.getOrDefault("model.activation", "");
        }
    }

    static List<Case> models() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(Map.of("model", "gaussian")));
        cases.add(new Case(Map.of("model", "gmm", "model.components", "3")));
        cases.add(new Case(Map.of("model", "dkef", "model.inducing", "11", "model.kernels", "2", "model.width", "5")));
        Map<String, String> unet = new HashMap<>(Map.of("model", "unet-score", "model.height", "1"));
        unet.putAll(Map.of("model.channels", "4,3", "model.groups", "1", "model.embedding", "3"));
        cases.add(new Case(unet));
        for (ActivationFunction function : ActivationFunction.values()) {
            String word = function.name().toLowerCase(java.util.Locale.ROOT);
            for (String model : List.of("mlp-energy", "mlp-score", "nice", "noise-score", "noise-energy")) {
                Map<String, String> settings = new HashMap<>(Map.of("model", model, "model.activation", word));
                settings.put("model.hidden", "19,19");
                settings.put("objective", "dsm");
                if (model.equals("nice")) {
                    settings.put("model.couplings", "3");
                }
                cases.add(new Case(settings));
            }
            Map<String, String> images = new HashMap<>(Map.of("model", "conv-energy", "model.activation", word));
            images.putAll(Map.of("model.height", "1", "model.channels", "5,3", "objective", "dsm"));
            cases.add(new Case(images));
        }
        return cases;
    }

    @Test
    void noModelThatShipsIsLeftOut() {
        Set<String> shipped = new TreeSet<>();
        Learned.CATALOG.entries(PluginKind.MODEL).forEach(e -> shipped.add(e.id()));
        Set<String> tested = new TreeSet<>();
        models().forEach(c -> tested.add(c.settings().get("model")));
        assertEquals(shipped, tested);
    }

    /** The largest differences in ordinary rows, for docs/export.md. */
    @AfterAll
    static void record() throws IOException {
        Files.write(
                Path.of("target", "onnx-differences.txt"),
                LARGEST.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theRuntimeAgreesWithTheReference(Case one) throws Exception {
        for (Scaling scaling : Scaling.values()) {
            boolean alike = scaling == Scaling.NONE || scaling == Scaling.PIXELS;
            Table numbers = alike ? TestTables.scaled(folder) : TestTables.numbers(folder);
            // words are no pixels
            for (Table table :
                    scaling == Scaling.PIXELS ? List.of(numbers) : List.of(numbers, TestTables.messy(folder))) {
                Preprocessing preprocessing = Learned.preprocessing(
                        table, scaling, scaling == Scaling.STANDARDIZE ? Outliers.CLIP : Outliers.KEEP);
                TrainedModel model = Learned.model(preprocessing, one.settings());
                compare(one + " " + scaling + " " + table.columns(), table, model);
            }
        }
    }

    private static void compare(String what, Table table, TrainedModel model) throws Exception {
        ModelExport export = new ModelExport(model, new Provenance(table.rows(), table.sha256()));
        TestRows rows = TestRows.of(table, export.inputs());
        try (Ort ort = new Ort(export)) {
            Map<String, float[]> found = ort.run(rows.inputs());
            Expected expected = Expected.of(model, rows.cells(), "reference");
            Others others = new Others(model, rows);
            if (expected.logDensity() != null) {
                compare(
                        what + ": log-density",
                        DENSITY,
                        rows,
                        new Difference(expected.logDensity(), rows.usual()),
                        found.get("log_density"),
                        () -> others.all().stream().map(Expected::logDensity).toList());
            }
            compare(
                    what + ": score",
                    SCORE,
                    rows,
                    new Difference(expected.scores(), rows.usual(), model.dim()),
                    found.get("score"),
                    () -> others.all().stream().map(Expected::scores).toList());
            assertEquals(expected.logDensity() == null ? 1 : 2, found.size());
            alone(rows, found, ort);
        }
    }

    /** What 32 bits can say: the backend simd, and the reference at cells moved a little. Computed where it is asked for. */
    private static final class Others {
        private final TrainedModel model;
        private final TestRows rows;
        private List<Expected> all;

        Others(TrainedModel model, TestRows rows) {
            this.model = model;
            this.rows = rows;
        }

        List<Expected> all() {
            if (all == null) {
                all = List.of(Expected.of(model, rows.cells(), "simd"), Expected.of(model, rows.moved(), "reference"));
            }
            return all;
        }
    }

    /**
     * Ordinary rows agree within a bound. So do rows far out, unless 32 bits say no more: where the backend simd, or the reference at
     * cells moved by a few units in the last place, is not much nearer to the reference. Where a square leaves their range, the file may
     * say that the row is beyond it.
     */
    private static void compare(
            String what,
            double bound,
            TestRows rows,
            Difference reference,
            float[] found,
            Supplier<List<double[]>> others) {
        for (int i = 0; i < rows.count(); i++) {
            double difference = reference.at(i, found);
            if (i < rows.usual()) {
                LARGEST.merge(what.substring(what.lastIndexOf(' ') + 1), difference, Math::max);
                assertTrue(difference < bound, what + " of row " + i + " differs by " + difference);
            } else if (difference >= bound && !(rows.largest(i) > 1e15 && reference.isBeyond(i, found))) {
                double most = Math.max(
                        reference.at(i, others.get().get(0)),
                        reference.at(i, others.get().get(1)));
                assertTrue(
                        difference < 10 * most,
                        what + " of row " + i + " far out differs by " + difference + ", others by " + most);
            }
        }
    }

    /** A row has the same results whatever is beside it, up to the rounding of other kernels. */
    private static void alone(TestRows rows, Map<String, float[]> all, Ort ort) throws Exception {
        Map<String, float[]> one = ort.run(rows.alone(5).inputs());
        for (Map.Entry<String, float[]> entry : one.entrySet()) {
            int width = entry.getValue().length;
            float[] part = Arrays.copyOfRange(all.get(entry.getKey()), 5 * width, 6 * width);
            float size = 0;
            for (float v : part) {
                size = Math.max(size, Math.abs(v));
            }
            assertArrayEquals(part, entry.getValue(), 1e-5f * size, entry.getKey());
        }
    }
}
