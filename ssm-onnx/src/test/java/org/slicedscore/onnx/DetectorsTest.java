package org.slicedscore.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.data.Table;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.export.DetectorExport;
import org.slicedscore.engine.export.Provenance;

/** Calibrated detectors in ONNX Runtime. */
class DetectorsTest {
    /** Of scores and contributions, relative to the score or its usual size. */
    private static final double SCORE = 1e-4;

    private static final double BEYOND = 1e14;

    @TempDir
    private static Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "knn?k=1",
                "knn",
                "mahalanobis",
                "kernel-density",
                "kernel-density?whiten=true",
                "denoiser?steps=20&levels=4&draws=2",
                "log-density?model=mlp-energy&steps=20",
                "kernel-density,denoiser?steps=20&levels=3&draws=2"
            })
    void theRuntimeAgrees(String detectors) throws Exception {
        compare(detectors, 3, TestTables.numbers(folder));
        compare(detectors, 1, TestTables.messy(folder));
    }

    private static void compare(String detectors, int folds, Table table) throws Exception {
        Table learned = table.select(IntStream.range(0, table.rows() / 2).toArray());
        DetectOptions options = new DetectOptions();
        options.set("detectors", detectors);
        options.set("folds", String.valueOf(folds));
        Detection detection = Detection.fit(learned, options, Learned.CATALOG);
        DetectorExport export = new DetectorExport(detection, new Provenance(learned.rows(), learned.sha256()));
        TestRows rows = TestRows.of(table, export.inputs());
        try (Ort ort = new Ort(export)) {
            assertTrue(
                    ort.metadata()
                            .get("schema")
                            .contains("\"name\":\"" + table.columns().getFirst()),
                    what(table));
            Map<String, float[]> found = ort.run(rows.inputs());
            Detection.Answers expected = detection.apply(rows.cells());
            int inputs = detection.columns().size();
            String what = detectors + " in " + folds + " parts of " + table.columns();
            for (int i = 0; i < rows.count(); i++) {
                String row = what + ", row " + i + ": ";
                assertEquals(expected.pValues()[i], found.get("p_value")[i], 1e-6, row + "p-value");
                if (rows.largest(i) > BEYOND) {
                    // squares leave the range of 32 bits: as strange as can be
                    assertTrue(expected.scores()[i] < 1e6 || found.get("score")[i] > 1e6, row + "score");
                    continue;
                }
                assertNear(expected.scores()[i], found.get("score")[i], row + "score", 1);
                if (i < rows.usual() && i % 9 > 0) {
                    continue;
                }
                double[] parts = detection.explain(rows.cells(), i * inputs).contributions();
                for (int j = 0; j < inputs; j++) {
                    float part = found.get("contributions")[i * inputs + j];
                    assertNear(parts[j], part, row + "contribution " + j, Math.max(1, expected.scores()[i]));
                }
            }
        }
    }

    private static String what(Table table) {
        return "the columns of " + table.columns() + " are not in the metadata";
    }

    private static void assertNear(double expected, float found, String what, double size) {
        if (expected != found) {
            double difference = Math.abs(expected - found) / Math.max(size, Math.abs(expected));
            assertTrue(difference < SCORE, () -> what + ": expected " + expected + ", found " + found);
        }
    }
}
