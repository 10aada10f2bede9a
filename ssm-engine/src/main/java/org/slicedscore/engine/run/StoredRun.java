package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.setting.Effect;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.PluginChoice;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.Snapshot;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingConfig;

/** An existing run directory. */
public final class StoredRun {
    /** The settings that may change on resuming: those that past steps do not depend on. */
    private static final Set<String> FREE = Settings.ALL.stream()
            .filter(setting -> setting.effect() != Effect.STEPS)
            .map(Setting::name)
            .collect(Collectors.toCollection(TreeSet::new));

    /** How the format of a detector's run begins, which is no run of a model. */
    private static final String DETECTOR = "ssm-detect/";

    private final Path path;
    private final Catalog catalog;
    private final JsonNode json;
    private final Map<String, String> settings;
    private final DataOrigin origin;

    private StoredRun(Path path, Catalog catalog) {
        this.path = path;
        this.catalog = catalog;
        Path file = path.resolve(RunDirectory.CONFIG);
        RunDirectory.require(path, Action.TRAIN);
        try {
            json = ConfigJson.MAPPER.readTree(file.toFile());
            String format = json.path("format").asText();
            if (format.startsWith(DETECTOR)) {
                throw Problem.data(path.toString())
                        .found("a detector as %s writes it", Action.FIT_DETECTOR)
                        .expected("a model as %s writes it", Action.TRAIN)
                        .remedy("give a detector to %s", Action.USE_DETECTOR)
                        .exception();
            }
            if (!format.equals(RunDirectory.FORMAT)) {
                throw Problem.data(file.toString())
                        .found("format '%s'", format)
                        .expected("%s", RunDirectory.FORMAT)
                        .exception();
            }
            settings = ConfigJson.training(ConfigJson.need(json, "training"));
            origin = ConfigJson.origin(ConfigJson.need(json, "data"));
        } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
            throw damaged(file, e);
        } catch (java.nio.file.FileSystemException | java.io.FileNotFoundException e) {
            throw IoErrors.reading(file.toString(), e);
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static SsmException damaged(Path file, Exception e) {
        return IoErrors.damaged(file, e).remedy("restore it or train again").exception(e);
    }

    /**
     * Opens a run directory.
     *
     * @param path the directory
     * @param catalog the plug-ins
     * @throws SsmException of kind DATA if the run is missing or damaged
     */
    public static StoredRun open(Path path, Catalog catalog) {
        return new StoredRun(path, catalog);
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /**
     * The configuration that the run was made with. It leaves nothing open, as everything that depends on the rows was decided
     * before it was stored.
     *
     * @return the configuration that resuming starts from
     * @throws SsmException of kind USAGE if a plug-in is missing; the message names it and its old location
     */
    public TrainingConfig config() {
        return TrainingConfig.parse(named(), catalog);
    }

    /** The settings, with plug-ins named unambiguously. */
    private Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>(settings);
        StoredPlugins.qualify(path, json.path("plugins"), named, catalog);
        return named;
    }

    /** The differences from the plug-ins installed now: lines for the user. */
    public List<String> notes() {
        return StoredPlugins.notes(json.path("plugins"), catalog);
    }

    /**
     * The configuration for resuming.
     *
     * @param changes new values of settings
     * @return the run's configuration with the changes
     * @throws SsmException of kind USAGE for a change to a setting that past steps depend on
     */
    public TrainingConfig config(Map<String, String> changes) {
        TrainingConfig stored = config();
        StoredPlugins.checkBackend(path, json.path("backend"), catalog);
        Map<String, String> before = stored.toMap();
        // check for another plug-in first: its options differ from those of the run
        for (PluginKind kind : TrainingConfig.KINDS) {
            String name = changes.get(kind.word());
            PluginChoice<?> choice = stored.plugins().get(kind.word());
            if (name != null && !catalog.entry(kind, name).equals(choice.entry())) {
                throw fixed(kind.word(), choice.name(), name);
            }
        }
        Map<String, String> merged = named();
        merged.putAll(changes);
        TrainingConfig changed = TrainingConfig.parse(merged, catalog);
        changed.toMap().forEach((name, value) -> {
            if (!FREE.contains(name) && !value.equals(before.get(name))) {
                throw fixed(name, before.get(name), value);
            }
        });
        return changed;
    }

    private SsmException fixed(String name, String before, String value) {
        return Problem.usage(Subject.setting("resume", path))
                .says("'%s' was %s in this run and cannot become %s", name, before, value)
                .remedy("only %s can change, or start a new run", String.join(", ", FREE))
                .exception();
    }

    /** The origin of the run's rows. */
    public DataOrigin origin() {
        return origin;
    }

    /**
     * Reads the run's rows again.
     *
     * @return the same rows
     * @throws SsmException of kind DATA if they are not available or have changed
     */
    public Table rows() {
        return origin.read(catalog);
    }

    /** The text of {@code config.json}. */
    public String document() {
        try {
            return Files.readString(path.resolve(RunDirectory.CONFIG));
        } catch (IOException e) {
            throw IoErrors.reading(path.resolve(RunDirectory.CONFIG).toString(), e);
        }
    }

    /**
     * The trained model.
     *
     * @return the weights and everything needed to use them
     * @throws SsmException of kind DATA if training has not ended yet
     */
    public TrainedModel model() {
        Path file = path.resolve(RunDirectory.MODEL);
        if (!Files.exists(file)) {
            throw Problem.data(path.toString())
                    .found("no %s, so training has not ended", RunDirectory.MODEL)
                    .remedy("go on with %s", Subject.setting("resume", path))
                    .exception();
        }
        named();
        try {
            return ModelFile.read(file, catalog);
        } catch (SsmException e) {
            if (e.problem().kind() != SsmException.Kind.DATA || !hasSnapshot()) {
                throw e;
            }
            throw e.problem()
                    .remedy("write it again from the last checkpoint with %s", Subject.setting("resume", path))
                    .exception();
        }
    }

    private boolean hasSnapshot() {
        try {
            return snapshot() != null;
        } catch (SsmException e) {
            return false;
        }
    }

    /**
     * Where the run goes on: at the latest checkpoint that is sound, or, if it was interrupted before the first, at the start.
     *
     * @throws SsmException of kind DATA if all checkpoints are damaged or cannot be read, or if training has ended and they are gone
     */
    public ResumePoint resumePoint() {
        ResumePoint point = new Checkpoints(path.resolve(RunDirectory.CHECKPOINTS)).resumePoint();
        if (point.snapshot() == null && Files.exists(path.resolve(RunDirectory.MODEL))) {
            throw Problem.data(path.toString())
                    .found("a model, but no checkpoint to go on from")
                    .remedy("start anew with %s and %s", Subject.setting("out", path), Subject.setting("force", true))
                    .exception();
        }
        return point;
    }

    /**
     * The snapshot of {@link #resumePoint}.
     *
     * @return the latest that is sound, or null if there is none yet
     * @throws SsmException as {@link #resumePoint}
     */
    public Snapshot snapshot() {
        return resumePoint().snapshot();
    }
}
