package org.slicedscore.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Wording;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingResult.Outcome;

class ResumeTest {
    @TempDir
    private Path folder;

    private Runs runs;
    private Path whole;
    private byte[] wholeModel;

    @BeforeEach
    void runOnce() throws IOException {
        runs = new Runs(folder.resolve("plugins"));
        whole = folder.resolve("whole");
        TrainingResult result = runs.train(whole, runs.config("checkpoint-every=7"));
        assertEquals(Outcome.COMPLETED, result.outcome());
        assertEquals(88, result.steps());
        wholeModel = Files.readAllBytes(whole.resolve("model.safetensors"));
    }

    private void assertSameAsWhole(Path path) throws IOException {
        assertArrayEquals(wholeModel, Files.readAllBytes(path.resolve("model.safetensors")));
        List<JsonNode> expected = metrics(whole);
        List<JsonNode> found = metrics(path);
        assertEquals(expected, found, "the history, apart from its times");
    }

    private static List<JsonNode> metrics(Path path) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(path.resolve("metrics.jsonl"))) {
            JsonNode node = ConfigJson.COMPACT.readTree(line);
            assertTrue(node.isObject() && node.get("step").isIntegralNumber(), line);
            ((com.fasterxml.jackson.databind.node.ObjectNode) node).remove("seconds");
            lines.add(node);
        }
        return lines;
    }

    @Test
    void stoppedAndResumedTwice() throws IOException {
        Path path = folder.resolve("stopped");
        TrainingResult first = runs.train(path, runs.config("checkpoint-every=7"), TrainingListener.SILENT, 30);
        assertEquals(Outcome.INTERRUPTED, first.outcome());
        assertEquals(30, first.steps());
        assertEquals(path.resolve("checkpoints/step-30.safetensors"), first.lastCheckpoint());
        assertFalse(Files.exists(path.resolve("model.safetensors")));
        assertEquals(Outcome.INTERRUPTED, runs.resume(path, Map.of(), 55).outcome());
        assertEquals(
                Outcome.COMPLETED, runs.resume(path, Map.of(), Long.MAX_VALUE).outcome());
        assertSameAsWhole(path);
    }

    /** What a kill leaves behind: the files as they were at some moment, and half a line of history. */
    @Test
    void killedAfterACheckpoint() throws IOException {
        Path path = folder.resolve("killed");
        assertThrows(
                IllegalStateException.class,
                () -> runs.train(
                        path,
                        runs.config("checkpoint-every=7"),
                        new TrainingListener() {
                            @Override
                            public void progress(Progress progress) {
                                if (progress.step() == 45) {
                                    throw new IllegalStateException("killed");
                                }
                            }
                        },
                        Long.MAX_VALUE));
        Files.writeString(path.resolve("metrics.jsonl"), "{\"step\":46,\"lo", StandardOpenOption.APPEND);
        assertEquals(42, StoredRun.open(path, runs.catalog()).snapshot().step());
        assertEquals(
                Outcome.COMPLETED,
                runs.resume(path, Map.of("threads", "2"), Long.MAX_VALUE).outcome());
        assertSameAsWhole(path);
    }

    /** Before the first checkpoint there is only the document, perhaps some history and the lock. */
    @Test
    void killedBeforeTheFirstCheckpoint() throws IOException {
        Path path = folder.resolve("early");
        assertThrows(
                IllegalStateException.class,
                () -> runs.train(
                        path,
                        runs.config("checkpoint-every=7"),
                        new TrainingListener() {
                            @Override
                            public void progress(Progress progress) {
                                throw new IllegalStateException("killed");
                            }
                        },
                        Long.MAX_VALUE));
        Files.createFile(path.resolve(".lock"));
        assertEquals(5, metrics(path).getLast().get("step").asInt());
        assertNull(StoredRun.open(path, runs.catalog()).snapshot());
        assertEquals(
                Outcome.COMPLETED, runs.resume(path, Map.of(), Long.MAX_VALUE).outcome());
        assertSameAsWhole(path);
    }

    private static Path damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 4;
        return Files.write(file, bytes);
    }

    @Test
    void aDamagedCheckpointIsNamedAndTheOneBeforeTaken() throws IOException {
        Path path = folder.resolve("damaged");
        runs.train(path, runs.config("checkpoint-every=7", "keep-checkpoints=2"), TrainingListener.SILENT, 45);
        Path last = damage(path.resolve("checkpoints/step-45.safetensors"));
        ResumePoint point = StoredRun.open(path, runs.catalog()).resumePoint();
        assertEquals(42, point.snapshot().step());
        assertEquals(1, point.damaged().size());
        String text = point.damaged().getFirst().text(Wording.API);
        assertTrue(text.startsWith(last + ": found CRC-32C ") && text.contains(" of tensor 'state."), text);
        assertTrue(text.endsWith("; it is damaged: going on from the checkpoint before, of step 42"), text);
        runs.resume(path, Map.of("keep-checkpoints", "1"), 43);
        assertTrue(Files.exists(path.resolve("checkpoints/step-45.safetensors.damaged")), "it is not thrown away");
        assertEquals(
                Outcome.COMPLETED, runs.resume(path, Map.of(), Long.MAX_VALUE).outcome());
        assertSameAsWhole(path);
    }

    @Test
    void withoutASoundCheckpointNothingGoesOn() throws IOException {
        try (var files = Files.list(whole.resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                damage(file);
            }
        }
        SsmException e = assertThrows(SsmException.class, () -> runs.resume(whole, Map.of(), Long.MAX_VALUE));
        assertEquals(SsmException.Kind.DATA, e.kind());
        assertTrue(e.getMessage().contains("step-88.safetensors: found CRC-32C"), e::getMessage);
        assertTrue(e.getMessage().contains("no earlier checkpoint is sound"), e::getMessage);
        assertArrayEquals(wholeModel, Files.readAllBytes(whole.resolve("model.safetensors")));
    }

    @Test
    void aFinishedRunWithoutCheckpointsIsNotStartedOver() throws IOException {
        try (var files = Files.list(whole.resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        SsmException e = assertThrows(SsmException.class, () -> runs.resume(whole, Map.of(), Long.MAX_VALUE));
        assertTrue(e.getMessage().contains("found a model, but no checkpoint"), e::getMessage);
    }

    @Test
    void aDamagedModelIsRefusedAndWrittenAgain() throws IOException {
        damage(whole.resolve("model.safetensors"));
        StoredRun stored = StoredRun.open(whole, runs.catalog());
        SsmException e = assertThrows(SsmException.class, stored::model);
        assertEquals(SsmException.Kind.DATA, e.kind());
        assertTrue(e.getMessage().contains("model.safetensors: found CRC-32C"), e::getMessage);
        runs.resume(whole, Map.of(), Long.MAX_VALUE);
        assertArrayEquals(wholeModel, Files.readAllBytes(whole.resolve("model.safetensors")));
    }

    @Test
    void checkpointsChangeNothing() throws IOException {
        Path path = folder.resolve("none");
        runs.train(path, runs.config("checkpoint-every=1000", "threads=2"));
        assertSameAsWhole(path);
    }

    @Test
    void aFinishedRunStaysAsItIs() throws IOException {
        assertEquals(
                Outcome.COMPLETED, runs.resume(whole, Map.of(), Long.MAX_VALUE).outcome());
        assertArrayEquals(wholeModel, Files.readAllBytes(whole.resolve("model.safetensors")));
    }

    @Test
    void aFinishedRunCanBeMadeLonger() throws IOException {
        TrainingResult longer = runs.resume(whole, Map.of("epochs", "10"), Long.MAX_VALUE);
        assertEquals(110, longer.steps());
        Path path = folder.resolve("long");
        runs.train(path, runs.config("epochs=10"));
        assertArrayEquals(
                Files.readAllBytes(path.resolve("model.safetensors")),
                Files.readAllBytes(whole.resolve("model.safetensors")));
    }

    @Test
    void onlyTheLatestCheckpointsStay() throws IOException {
        try (var files = Files.list(whole.resolve("checkpoints"))) {
            assertEquals(
                    List.of("step-84.safetensors", "step-88.safetensors"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void nothingButSpeedAndLengthCanChange() {
        SsmException e =
                assertThrows(SsmException.class, () -> runs.resume(whole, Map.of("lr", "0.5"), Long.MAX_VALUE));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("'lr' was 0.01 in this run and cannot become 0.5"), e::getMessage);
    }

    /** Its options are not those of the run's model, so it must be refused before they are read. */
    @Test
    void thePlugInsCannotChange() {
        for (Map<String, String> changes :
                List.of(Map.of("model", "gaussian"), Map.of("model", "gaussian", "model.hidden", "3"))) {
            SsmException e = assertThrows(SsmException.class, () -> runs.resume(whole, changes, Long.MAX_VALUE));
            assertTrue(
                    e.getMessage().contains("'model' was mlp-energy in this run and cannot become gaussian"),
                    e::getMessage);
        }
        assertEquals(
                Outcome.COMPLETED,
                runs.resume(whole, Map.of("model", "mlp-energy"), Long.MAX_VALUE)
                        .outcome());
    }

    @Test
    void otherRowsAreRecognised() {
        StoredRun stored = StoredRun.open(whole, runs.catalog());
        SsmException e = assertThrows(SsmException.class, () -> stored.origin().check(Runs.table(200, 2)));
        assertEquals(SsmException.Kind.DATA, e.kind());
        assertTrue(e.getMessage().contains("other rows than the run was trained on"), e::getMessage);
    }

    @Test
    void whatIsSavedIsWhatWasResolved() {
        TrainingConfig config = StoredRun.open(whole, runs.catalog()).config();
        assertEquals("reference:0", config.get(Settings.BACKEND));
        assertEquals(Optional.of(Scaling.WHITEN), config.get(Settings.PREPROCESS));
        assertEquals(Optional.of(8), config.get(Settings.EPOCHS));
    }

    @Test
    void damageIsOneClearLine() throws IOException {
        Files.writeString(whole.resolve("config.json"), "{\"format\": \"ssm-run/1\", ");
        assertTrue(refused(whole).contains("config.json: damaged"), () -> refused(whole));
        assertTrue(refused(folder.resolve("nowhere")).contains("no such folder"));
        assertTrue(refused(folder).contains("found no config.json"));
        assertTrue(refused(whole.resolve("config.json")).contains("found a file"));
    }

    private String refused(Path path) {
        SsmException e = assertThrows(SsmException.class, () -> StoredRun.open(path, runs.catalog()));
        assertEquals(SsmException.Kind.DATA, e.kind());
        assertEquals(1, e.getMessage().lines().count());
        return e.getMessage();
    }
}
