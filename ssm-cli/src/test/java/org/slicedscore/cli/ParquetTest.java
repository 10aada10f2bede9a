package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on the same rows from a folder of Parquet and from text: the same bytes come out. */
class ParquetTest {
    private static final Path TABLES =
            Path.of(System.getProperty("ssm.root"), "ssm-parquet", "src", "test", "resources", "tables");
    private static final String TEXT = TABLES.resolve("mixed.csv.gz").toString();
    private static final String PARQUET = TABLES.resolve("mixed").toString();

    @TempDir
    private Path folder;

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private static String ok(String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(0, result.code(), result.err());
        return result.out();
    }

    @Test
    void aTableIsDescribedAlike() {
        assertEquals(ok("data", TEXT).replace(TEXT, ""), ok("data", PARQUET).replace(PARQUET, ""));
    }

    @Test
    void modelsAndScoresAreTheSame() throws IOException {
        for (String[] one : new String[][] {{"text", TEXT}, {"parquet", PARQUET}}) {
            ok("train", "--data", one[1], "--model", "mlp-energy", "--steps", "20", "--out", at(one[0]));
            ok("score", at("text"), "--data", one[1], "--out", at(one[0] + ".npy"));
        }
        assertArrayEquals(bytes("text/model.safetensors"), bytes("parquet/model.safetensors"));
        assertArrayEquals(bytes("text.npy"), bytes("parquet.npy"));
    }

    @Test
    void strangeRowsAreTheSame() throws IOException {
        for (String[] one : new String[][] {{"text", TEXT}, {"parquet", PARQUET}}) {
            ok("detect", "fit", one[1], "--detectors", "mahalanobis", "--out", at(one[0]));
            ok("detect", at("text"), "--data", one[1], "--out", at(one[0] + ".csv"));
        }
        assertArrayEquals(bytes("text/detector.safetensors"), bytes("parquet/detector.safetensors"));
        assertArrayEquals(bytes("text.csv"), bytes("parquet.csv"));
    }
}
