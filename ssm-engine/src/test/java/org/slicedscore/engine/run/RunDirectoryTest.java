package org.slicedscore.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Copies;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

class RunDirectoryTest {
    @TempDir
    private Path folder;

    private Runs runs;

    @BeforeEach
    void find() {
        runs = new Runs(folder.resolve("plugins"));
    }

    private static String refused(Path path, boolean force) {
        SsmException e = assertThrows(SsmException.class, () -> RunDirectory.check(path, force));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        return e.getMessage();
    }

    @Test
    void aRunIsNotOverwrittenUnlessAskedTo() throws IOException {
        Path path = folder.resolve("run");
        runs.train(path, runs.config("epochs=1"));
        byte[] before = Files.readAllBytes(path.resolve("model.safetensors"));
        assertTrue(refused(path, false).contains("force=true"));
        assertThrows(SsmException.class, () -> runs.train(path, runs.config("epochs=2")));
        assertArrayEquals(before, Files.readAllBytes(path.resolve("model.safetensors")));
        RunDirectory.check(path, true);
    }

    @Test
    void forceReplacesARunAndNothingElse() throws IOException {
        Path path = folder.resolve("run");
        runs.train(path, runs.config("epochs=4", "checkpoint-every=10"));
        Files.writeString(path.resolve("notes.txt"), "mine");
        TrainingConfig config = runs.config("epochs=1");
        TrainingData data = TrainingData.prepare(runs.table(), config);
        try (RunDirectory run =
                RunDirectory.create(path, true, List.of("again"), DataOrigin.memory(runs.table()), data)) {
            assertTrue(
                    Files.exists(path.resolve("checkpoints/step-44.safetensors")), "nothing happens before the start");
            new Trainer(config, data, runs.catalog()).store(run).run();
        }
        assertFalse(Files.exists(path.resolve("checkpoints/step-44.safetensors")));
        assertTrue(Files.exists(path.resolve("checkpoints/step-11.safetensors")));
        assertEquals("mine", Files.readString(path.resolve("notes.txt")));
        Files.delete(path.resolve("config.json"));
        assertTrue(refused(path, true).contains("other content"), "a foreign folder is left alone even with force");
    }

    @Test
    void onlyAFreePlaceIsTaken() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertTrue(refused(file, true).contains("found a file"));
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        RunDirectory.check(foreign, false);
        Files.writeString(foreign.resolve("thesis.tex"), "x");
        assertTrue(refused(foreign, true).contains("other content"));
        RunDirectory.check(folder.resolve("new/deep"), false);
    }

    @Test
    void whatAKillLeavesBeforeTheFirstFileIsNoContent() throws IOException {
        Path path = Files.createDirectory(folder.resolve("run"));
        Files.createFile(path.resolve(".lock"));
        Files.writeString(path.resolve(".config.json.0123456789abcdef.tmp"), "{");
        runs.train(path, runs.config("epochs=1"));
        try (Stream<Path> files = Files.list(path)) {
            assertTrue(files.noneMatch(f -> f.getFileName().toString().startsWith(".")), "it is swept up");
        }
    }

    /** Runs from before there were test rows, when copies of a row were divided like other rows. */
    @Test
    void anOlderRunIsDividedAsItWas() throws IOException {
        Path path = folder.resolve("run");
        runs.train(path, runs.config("epochs=1"));
        Path file = path.resolve("config.json");
        String text = Files.readString(file);
        String older = text.replaceAll("\"(test|copies)\" : [^,]*,\\s*", "");
        assertFalse(older.equals(text));
        Files.writeString(file, older);
        TrainingConfig config = StoredRun.open(path, runs.catalog()).config();
        assertEquals(Optional.of(0.0), config.get(Settings.TEST));
        assertEquals(Copies.APART, config.get(Settings.COPIES));
    }

    @Test
    void aRunStoresTheShareThatItKept() {
        Path path = folder.resolve("run");
        runs.train(path, runs.config("epochs=1", "test=0.25"));
        assertEquals(
                Optional.of(0.25), StoredRun.open(path, runs.catalog()).config().get(Settings.TEST));
        Path open = folder.resolve("open");
        runs.train(open, runs.config("epochs=1"));
        assertEquals(
                Optional.of(0.0), StoredRun.open(open, runs.catalog()).config().get(Settings.TEST));
    }

    /** Two that start at once: both find the place free, one gets it. */
    @Test
    void oneProcessAtATimeWritesARun() throws IOException {
        Path path = folder.resolve("run");
        RunLock first = RunLock.take(path);
        SsmException e = assertThrows(SsmException.class, () -> runs.train(path, runs.config("epochs=1")));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("another process"), e.getMessage());
        first.close();
        runs.train(path, runs.config("epochs=1"));
        try (Stream<Path> files = Files.list(path)) {
            assertTrue(files.noneMatch(f -> f.endsWith(RunLock.NAME)), "the lock leaves nothing behind");
        }
    }

    @Test
    void aPlaceThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        SsmException e =
                assertThrows(SsmException.class, () -> runs.train(file.resolve("run"), runs.config("epochs=1")));
        assertEquals(SsmException.Kind.DATA, e.kind());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void modelsAreReadAsTheyWereWritten() {
        Path path = folder.resolve("run");
        TrainedModel written =
                runs.train(path, runs.config("epochs=1", "model.hidden=5")).model();
        TrainedModel read = StoredRun.open(path, runs.catalog()).model();
        assertEquals(written.weights().keySet(), read.weights().keySet());
        written.weights()
                .forEach((name, t) -> assertArrayEquals(
                        t.toDoubles(), read.weights().get(name).toDoubles(), name));
        assertEquals(List.of("a", "b", "c"), read.columns());
        double[] rows = runs.table().values();
        assertArrayEquals(
                written.preprocessing().toModel(rows), read.preprocessing().toModel(rows));
        assertEquals("5", read.config().settings().model().options().toMap().get("hidden"));
        assertEquals(0, read.config().get(Settings.THREADS), "what does not matter to the model is not in its file");
    }
}
