package org.slicedscore.engine.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.train.Snapshot;

/** The folder {@code checkpoints}: one safetensors file for each of the latest snapshots. */
public final class Checkpoints {
    private static final String FORMAT = "ssm-checkpoint/1";
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");
    private static final String DAMAGED = ".damaged";
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
        return files(file -> step(file) >= 0);
    }

    private List<Path> files(Predicate<Path> which) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(which)
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
     * The latest snapshot that is sound. One that cannot be read at all, because of a failing disk or missing rights, is not passed
     * over: what is wrong may be put right.
     *
     * @return the snapshot, null if no file is there, and the damaged ones that are later
     * @throws SsmException of kind DATA if a file cannot be read, or if all are damaged
     */
    public ResumePoint resumePoint() {
        List<Problem> damaged = new ArrayList<>();
        for (Path file : list().reversed()) {
            try {
                Snapshot snapshot = read(file);
                damaged.replaceAll(problem -> problem.remedy(
                        "it is damaged: going on from the checkpoint before, of step %d", snapshot.step()));
                return new ResumePoint(snapshot, damaged);
            } catch (SsmException e) {
                checkReadable(file);
                damaged.add(e.problem());
            }
        }
        if (!damaged.isEmpty()) {
            throw damaged.getFirst()
                    .remedy(
                            "no earlier checkpoint is sound; restore one, or remove the folder %s to start over",
                            folder)
                    .exception();
        }
        return new ResumePoint(null, damaged);
    }

    private static void checkReadable(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw IoErrors.reading(file.toString(), e);
        }
    }

    /**
     * Renames the damaged checkpoints after a step, so that they are no longer taken for the latest.
     *
     * @param step the step from which the run goes on
     */
    void setAsideDamaged(long step) {
        for (Path file : list()) {
            if (step(file) > step && isDamaged(file)) {
                try {
                    Files.move(
                            file,
                            file.resolveSibling(file.getFileName() + DAMAGED),
                            StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw IoErrors.writing(file, e);
                }
            }
        }
    }

    private static boolean isDamaged(Path file) {
        try {
            read(file);
            return false;
        } catch (SsmException e) {
            return true;
        }
    }

    /** All files of the folder that are checkpoints, or were before they were damaged. */
    List<Path> all() {
        return files(name -> step(name) >= 0 || name.toString().endsWith(DAMAGED));
    }

    /**
     * Writes a snapshot, whole or not at all. Earlier ones go only when it is safely on disk.
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
        AtomicFiles.createFolders(folder);
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
                    .remedy("it is not a checkpoint of this program; remove it")
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
            throw Problem.data(file.toString())
                    .says("damaged metadata")
                    .remedy("restore the file or remove it")
                    .exception(e);
        }
    }
}
