package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ssm export}, of models and detectors. */
class ExportTest {
    @TempDir
    private static Path folder;

    private static Path run;

    @BeforeAll
    static void train() {
        run = folder.resolve("moons");
        ok("train", "--data", "synthetic:two-moons?n=200", "--model", "mlp-energy", "--steps", "5", "--out", run + "");
    }

    private static Ssm.Result ok(String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static void refused(String reason, String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(reason), result::err);
    }

    @Test
    void theFileLiesBesideTheRunAndIsNotReplaced() throws IOException {
        Path file = folder.resolve("moons.onnx");
        Ssm.Result result = ok("export", run.toString());
        assertTrue(result.out().contains("bytes to " + file), result::out);
        assertTrue(result.err().contains("up to a constant"), result::err);
        byte[] before = Files.readAllBytes(file);
        refused("a file is there already", "export", run.toString());
        ok("export", run.toString(), "--force");
        assertArrayEquals(before, Files.readAllBytes(file), "the same run gives the same bytes");
        refused("lies in the run", "export", run.toString(), "--out", run.resolve("model.safetensors") + "", "--force");
    }

    @Test
    void bothFormats() throws IOException {
        for (String format : new String[] {"onnx", "safetensors"}) {
            Path file = folder.resolve("file." + format);
            JsonNode said = new ObjectMapper()
                    .readTree(ok("export", run.toString(), "--format", format, "--out", file + "", "--json")
                            .out());
            assertEquals(Files.size(file), said.get("bytes").asLong());
            assertEquals(format, said.get("format").asText());
            assertEquals("[\"x1\",\"x2\"]", said.get("inputs").toString());
            assertEquals("[\"log_density\",\"score\"]", said.get("outputs").toString());
        }
    }

    @Test
    void aDetector() throws IOException {
        Path detector = folder.resolve("detector");
        ok(
                "detect",
                "fit",
                "synthetic:two-moons?n=200",
                "--detectors",
                "kernel-density,mahalanobis",
                "--out",
                detector + "");
        JsonNode said = new ObjectMapper()
                .readTree(ok("export", detector.toString(), "--json").out());
        assertEquals(
                "[\"p_value\",\"score\",\"contributions\"]", said.get("outputs").toString());
        ok("export", detector.toString(), "--format", "safetensors");
    }

    @Test
    void whatCannotBeExportedIsNamed() {
        Path detector = folder.resolve("far");
        ok("detect", "fit", "synthetic:two-moons?n=300", "--detectors", "knn?k=120", "--out", detector + "");
        refused("detector 'knn?k=120': has no formula", "export", detector.toString());
        assertFalse(Files.exists(folder.resolve("far.onnx")));
        refused("did you mean 'onnx'?", "export", run.toString(), "--format", "onx");
    }

    @Test
    void eventsForTensorBoard() throws IOException {
        Path with = folder.resolve("with");
        ok("train", "--data", "synthetic:two-moons?n=200", "--steps", "5", "--tensorboard", "--out", with + "");
        assertTrue(Files.size(with.resolve("events.out.tfevents.ssm")) > 100);
    }
}
