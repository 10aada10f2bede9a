package org.slicedscore.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.train.Snapshot;

/** The folder {@code checkpoints}: one safetensors file for each of the latest snapshots. */
public final class Checkpoints {
    private static final String FORMAT = "ssm-checkpoint/1";
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");
    private static final String STATE = "state.";
    private static final String BEST = "best.";

    private final Path folder;

    /**
     * A folder of snapshots.
     *
     * @param folder the folder; created on first writing
     */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** Files from the oldest to the latest. */
    List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> step(f) >= 0)
                    .sorted(Comparator.comparingLong(Checkpoints::step))
                    .toList();
        } catch (IOException e) {
            throw IoErrors.reading(folder.toString(), e);
        }
    }

    /** The step in a file's name, -1 for other files. */
    static long step(Path file) {
        Matcher m = NAME.matcher(file.getFileName().toString());
        return m.matches() ? Long.parseLong(m.group(1)) : -1;
    }

    /** The latest snapshot: its file, or null if there is none. */
    public Path latest() {
        List<Path> all = list();
        return all.isEmpty() ? null : all.getLast();
    }

    /**
     * Writes a snapshot, whole or not at all.
     *
     * @param s the snapshot
     * @param keep number of latest snapshots to keep
     * @throws SsmException of kind DATA if it cannot be written
     */
    public Path write(Snapshot s, int keep) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("step", Long.toString(s.step()));
        metadata.put("logged_step", Long.toString(s.loggedStep()));
        metadata.put("best_step", Long.toString(s.bestStep()));
        metadata.put("best_loss", Double.toString(s.bestLoss()));
        metadata.put("best_standard_error", Double.toString(s.bestStandardError()));
        metadata.put("worse", Integer.toString(s.worse()));
        metadata.put("last_loss", Double.toString(s.lastLoss()));
        metadata.put("seconds", Double.toString(s.seconds()));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        s.state().forEach((name, t) -> tensors.put(STATE + name, t));
        s.best().forEach((name, t) -> tensors.put(BEST + name, t));
        Path file = folder.resolve("step-" + s.step() + ".safetensors");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw IoErrors.writing(folder, e);
        }
        Safetensors.write(file, new TensorFile(metadata, tensors));
        prune(keep);
        return file;
    }

    private void prune(int keep) {
        List<Path> all = list();
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw IoErrors.writing(old, e);
            }
        }
    }

    /**
     * Reads a snapshot.
     *
     * @param file the file
     * @throws SsmException of kind DATA if it is missing or damaged
     */
    public static Snapshot read(Path file) {
        TensorFile content = Safetensors.read(file);
        Map<String, String> m = content.metadata();
        if (!FORMAT.equals(m.get("format"))) {
            throw Problem.data(file.toString())
                    .found("format '%s' in the metadata", m.get("format"))
                    .expected("%s", FORMAT)
                    .remedy("remove the file to go on from an earlier one")
                    .exception();
        }
        Map<String, Tensor> state = new LinkedHashMap<>();
        Map<String, Tensor> best = new LinkedHashMap<>();
        content.tensors().forEach((name, t) -> {
            if (name.startsWith(STATE)) {
                state.put(name.substring(STATE.length()), t);
            } else if (name.startsWith(BEST)) {
                best.put(name.substring(BEST.length()), t);
            }
        });
        try {
            return new Snapshot(
                    Long.parseLong(m.get("step")),
                    Long.parseLong(m.get("logged_step")),
                    Long.parseLong(m.get("best_step")),
                    Double.parseDouble(m.get("best_loss")),
                    Double.parseDouble(m.get("best_standard_error")),
                    Integer.parseInt(m.get("worse")),
                    Double.parseDouble(m.get("last_loss")),
                    Double.parseDouble(m.get("seconds")),
                    state,
                    best);
        } catch (NullPointerException | NumberFormatException e) {
            throw new SsmException(
                    SsmException.Kind.DATA,
                    file + ": damaged metadata; remove the file to go on from an earlier checkpoint",
                    e);
        }
    }
}
