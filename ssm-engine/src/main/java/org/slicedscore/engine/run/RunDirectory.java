package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.error.Worded;
import org.slicedscore.api.error.Wording;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.Snapshot;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingStore;

/**
 * A run being written. The disk does not change before {@link #begin}, so a command that fails early leaves an
 * earlier run intact.
 */
public final class RunDirectory implements TrainingStore, AutoCloseable {
    static final String CONFIG = "config.json";
    static final String METRICS = "metrics.jsonl";
    static final String MODEL = "model.safetensors";
    static final String CHECKPOINTS = "checkpoints";
    static final String FORMAT = "ssm-run/1";

    private final Path path;
    private final boolean force;
    private final List<String> command;
    private final DataOrigin origin;
    private final TrainingData data;

    /** The step from which it goes on; -1 for a new run. */
    private final long from;

    private final Checkpoints checkpoints;
    private final Metrics metrics;
    private Wording wording = Wording.API;
    private int keep = 1;
    private RunLock lock;

    private RunDirectory(
            Path path, boolean force, List<String> command, DataOrigin origin, TrainingData data, long from) {
        this.path = path;
        this.force = force;
        this.command = List.copyOf(command);
        this.origin = origin;
        this.data = data;
        this.from = from;
        this.checkpoints = new Checkpoints(path.resolve(CHECKPOINTS));
        this.metrics = new Metrics(path.resolve(METRICS));
    }

    /**
     * Creates a new run.
     *
     * @param path a missing or empty folder, or with force a run directory
     * @param force whether an earlier run there may be replaced
     * @param command the command line or other cause of the run
     * @param origin the origin of the rows
     * @param data the rows
     * @return the directory, nothing written yet
     * @throws SsmException as {@link #check}
     */
    public static RunDirectory create(
            Path path, boolean force, List<String> command, DataOrigin origin, TrainingData data) {
        check(path, force);
        return new RunDirectory(path, force, command, origin, data, -1);
    }

    /**
     * Resumes a run.
     *
     * @param run the run
     * @param snapshot the snapshot to resume from; null to start the run over
     * @param command the command line or other cause of resuming
     * @param data the rows
     * @return the directory, nothing written yet
     */
    public static RunDirectory resume(StoredRun run, Snapshot snapshot, List<String> command, TrainingData data) {
        long from = snapshot == null ? 0 : snapshot.step();
        return new RunDirectory(run.path(), false, command, run.origin(), data, from);
    }

    /**
     * Stores notes in other words than the API's.
     *
     * @param words such as those of the command, whose users read the run
     * @return this
     */
    public RunDirectory worded(Wording words) {
        wording = words;
        return this;
    }

    /**
     * Checks that a new run may be written to a path. Fast, and changes nothing.
     *
     * @param path the path
     * @param force whether an earlier run may be replaced
     * @throws SsmException of kind USAGE if the path is not free; the message says what to do
     */
    public static void check(Path path, boolean force) {
        Problem taken = Problem.usage(Subject.setting("out", path))
                .says("a run is there already")
                .remedy(
                        "choose another path, replace it with %s, or go on with %s",
                        Subject.setting("force", true), Subject.setting("resume", path));
        FreePlace.check(path, force, RunDirectory::isRun, taken, "a run directory");
    }

    /**
     * Rejects what is the directory of neither a model nor a detector.
     *
     * @param path a path
     * @throws SsmException of kind DATA if it is no folder or has no {@code config.json}
     */
    public static void require(Path path) {
        require(path, Message.of("%s or %s", Action.TRAIN, Action.FIT_DETECTOR));
    }

    static void require(Path path, Worded writer) {
        boolean folder = Files.isDirectory(path);
        if (!folder || !Files.exists(path.resolve(CONFIG))) {
            throw Problem.data(path.toString())
                    .says("%s", folder ? "found no " + CONFIG : Files.exists(path) ? "found a file" : "no such folder")
                    .expected("a run directory as %s writes it", writer)
                    .exception();
        }
    }

    /**
     * Whether a folder holds a run.
     *
     * @param path a folder
     * @return true if its {@code config.json} says so
     */
    public static boolean isRun(Path path) {
        Path config = path.resolve(CONFIG);
        if (!Files.isRegularFile(config)) {
            return false;
        }
        try {
            JsonNode node = ConfigJson.MAPPER.readTree(config.toFile());
            return FORMAT.equals(node.path("format").asText());
        } catch (IOException e) {
            return false;
        }
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    @Override
    public void begin(ResolvedConfig config, TrainingListener.Start start) {
        keep = config.get(Settings.KEEP);
        lock = RunLock.take(path);
        String document = RunDocument.text(config, start, command, origin, data, from, wording);
        if (from < 0) {
            replace(path, force, document);
        } else {
            checkpoints.setAsideDamaged(from);
            metrics.truncate(from);
            AtomicFiles.writeText(path.resolve(CONFIG), document);
        }
        if (config.get(Settings.TENSORBOARD)) {
            metrics.events(path.resolve(EventFile.NAME));
        }
    }

    /**
     * Writes a finished run: its document and its model.
     *
     * @param path as for {@link #create}
     * @param force whether an earlier run there may be replaced
     * @param document the text from {@link RunDocument#text}
     * @param model the model
     * @throws SsmException as {@link #check}, of kind DATA if it cannot be written
     */
    public static void write(Path path, boolean force, String document, TrainedModel model) {
        check(path, force);
        try (RunLock _ = RunLock.take(path)) {
            replace(path, force, document);
            ModelFile.write(path.resolve(MODEL), model);
        }
    }

    /**
     * Puts a new run's document in the place of an earlier run. It is on disk before anything of the earlier run goes, so that a full disk
     * costs nothing, and takes its name last, so that what is left of the earlier run is still recognised as one.
     */
    private static void replace(Path path, boolean force, String document) {
        check(path, force);
        AtomicFiles.writeText(path.resolve(CONFIG), document, () -> {
            for (Path checkpoint : new Checkpoints(path.resolve(CHECKPOINTS)).all()) {
                Files.deleteIfExists(checkpoint);
            }
            for (String file : List.of(MODEL, METRICS, EventFile.NAME)) {
                Files.deleteIfExists(path.resolve(file));
            }
        });
    }

    @Override
    public void metric(Metric metric) {
        metrics.append(metric);
    }

    @Override
    public Path checkpoint(Snapshot snapshot) {
        // the history up to a checkpoint is on disk before it is: resuming does not write it again
        metrics.force();
        return checkpoints.write(snapshot, keep);
    }

    @Override
    public Path lastCheckpoint() {
        return checkpoints.latest();
    }

    @Override
    public void finish(TrainingResult result) {
        metrics.close();
        if (result.model() != null) {
            ModelFile.write(path.resolve(MODEL), result.model());
        }
    }

    @Override
    public void close() {
        try (RunLock _ = lock) {
            metrics.close();
        } finally {
            lock = null;
        }
    }
}
