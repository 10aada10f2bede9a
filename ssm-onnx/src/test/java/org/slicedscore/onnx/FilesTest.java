package org.slicedscore.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.PrepareOptions.Outliers;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.export.DetectorExport;
import org.slicedscore.engine.export.ModelExport;
import org.slicedscore.engine.export.Provenance;
import org.slicedscore.engine.train.TrainedModel;

/** What else is in exported files. */
class FilesTest {
    @TempDir
    private static Path folder;

    private static ModelExport export(Table table, Map<String, String> settings) {
        Preprocessing preprocessing = Learned.preprocessing(table, Scaling.WHITEN, Outliers.KEEP);
        TrainedModel model = Learned.model(preprocessing, settings);
        return new ModelExport(model, new Provenance(table.rows(), table.sha256()));
    }

    /** Without any code of ours: differences of what the runtime says of the density. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp-energy", "gmm", "dkef", "noise-energy", "gaussian"})
    void theScoreIsTheGradientOfTheDensity(String id) throws Exception {
        Table table = TestTables.numbers(folder);
        ModelExport export = export(table, Map.of("model", id));
        double[] sizes = {1, 0.3, 1e-4, 1};
        try (Ort ort = new Ort(export)) {
            double[] rows = table.values(300, 340);
            int width = sizes.length;
            double error = 0;
            double whole = 0;
            for (int j = 0; j < width; j++) {
                float[] up = new float[rows.length];
                float[] down = new float[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    double step = i % width == j ? 0.02 * sizes[j] : 0;
                    up[i] = (float) (rows[i] + step);
                    down[i] = (float) (rows[i] - step);
                }
                float[] above = ort.run(up).get("log_density");
                float[] below = ort.run(down).get("log_density");
                float[] middle = new float[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    middle[i] = (float) rows[i];
                }
                float[] score = ort.run(middle).get("score");
                for (int i = 0; i < above.length; i++) {
                    double slope = ((double) above[i] - below[i]) / ((double) up[i * width + j] - down[i * width + j]);
                    error += Math.pow(sizes[j] * (slope - score[i * width + j]), 2);
                    whole += Math.pow(sizes[j] * score[i * width + j], 2);
                }
            }
            double relative = Math.sqrt(error / whole);
            assertTrue(relative < 0.01, id + ": the score differs from differences by " + relative);
        }
    }

    @Test
    void conditionsAreColumns() throws Exception {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("c,kind,x,y\n");
        for (int i = 0; i < 300; i++) {
            double c = 100 + 5 * random.nextGaussian();
            text.append(c + "," + (random.nextBoolean() ? "left" : "right") + "," + (c + random.nextGaussian()) + ","
                    + random.nextGaussian() + "\n");
        }
        Path file = Files.writeString(folder.resolve("conditions.csv"), text);
        Table table = DataReader.read(file.toString(), ReadOptions.DEFAULT.withConditions("c,kind"));
        Preprocessing preprocessing = Learned.preprocessing(table, Scaling.WHITEN, Outliers.KEEP);
        TrainedModel model = Learned.model(preprocessing, Map.of("model", "noise-score", "model.hidden", "19,19"));
        ModelExport export = new ModelExport(model, new Provenance(table.rows(), table.sha256()));
        assertEquals(List.of("c", "kind", "x", "y"), export.inputs());
        TestRows rows = TestRows.of(table, export.inputs());
        try (Ort ort = new Ort(export)) {
            double[] expected = Expected.of(model, rows.cells(), "reference").scores();
            Difference difference = new Difference(expected, rows.usual(), model.dim());
            float[] found = ort.run(rows.inputs()).get("score");
            for (int i = 0; i < rows.usual(); i++) {
                assertTrue(difference.at(i, found) < 1e-4, "row " + i);
            }
        }
    }

    @Test
    void theFileSaysWhereItComesFrom() throws Exception {
        Table table = TestTables.messy(folder);
        ModelExport export = export(table, Map.of("model", "mlp-energy", "seed", "17"));
        assertEquals(
                List.of("when", "x", "y", "colour", "unit", "answer", "when hour", "when weekday"), export.inputs());
        try (Ort ort = new Ort(export)) {
            Map<String, String> metadata = ort.metadata();
            assertEquals("17", metadata.get("seed"));
            assertEquals(table.sha256(), metadata.get("data_sha256"));
            assertTrue(metadata.get("schema").contains("\"categories\":["), metadata::toString);
            assertTrue(metadata.get("training").contains("\"model\":\"mlp-energy\""), metadata::toString);
            assertTrue(metadata.get("notes").contains("up to a constant"), metadata::toString);
            assertTrue(metadata.get("components").contains("\"y missing\""), metadata::toString);
            assertTrue(metadata.containsKey("ssm_version"), metadata::toString);
        }
    }

    @Test
    void aScoreFieldHasNoDensityAndSaysSo() throws Exception {
        ModelExport export = export(TestTables.scaled(folder), Map.of("model", "noise-score"));
        assertTrue(export.notes().toString().contains("no log_density"), export.notes()::toString);
        try (Ort ort = new Ort(export)) {
            assertEquals(java.util.Set.of("score"), ort.run(new float[8]).keySet());
        }
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws Exception {
        Table table = TestTables.numbers(folder);
        DetectOptions options = new DetectOptions();
        options.set("detectors", "knn?k=150");
        options.set("folds", "1");
        Detection detection = Detection.fit(table, options, Learned.CATALOG);
        DetectorExport export = new DetectorExport(detection, new Provenance(1, ""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SsmException e = assertThrows(
                SsmException.class, () -> new OnnxExporter().write(export, Options.defaults(List.of()), out));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("detector 'knn?k=150': has no formula"), e::getMessage);
        assertEquals(0, out.size());
    }

    @Test
    void manyRowsAreAsOne() throws Exception {
        Table table = TestTables.scaled(folder);
        try (Ort ort = new Ort(export(table, Map.of("model", "mlp-energy")))) {
            float[] rows = new float[4 * 400];
            double[] values = table.values(0, 400);
            IntStream.range(0, rows.length).forEach(i -> rows[i] = (float) values[i]);
            float[] all = ort.run(rows).get("log_density");
            assertEquals(400, all.length);
            float[] last = ort.run(Arrays.copyOfRange(rows, 4 * 399, 4 * 400)).get("log_density");
            assertArrayEquals(new float[] {all[399]}, last, 1e-4f);
        }
    }
}
