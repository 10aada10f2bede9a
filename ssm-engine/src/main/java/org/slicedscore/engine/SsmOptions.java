package org.slicedscore.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingListener;

/**
 * How {@link Ssm#train} shall train. Everything has a default; {@link #set} takes any setting or option of a plug-in by the
 * name it has on the command line. Values are checked when training starts.
 */
public final class SsmOptions {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private TrainingListener listener = TrainingListener.SILENT;
    private Path run;
    private boolean force;

    SsmOptions() {}

    /**
     * Any setting of {@link Settings}, or {@code model.NAME}, {@code objective.NAME}, {@code
     * optimizer.NAME} for the options of a plug-in.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public SsmOptions set(String name, Object value) {
        settings.put(name, String.valueOf(value));
        return this;
    }

    /**
     * Any setting, as a value of its type.
     *
     * @param <T> the type
     * @param setting one of {@link Settings}
     * @param value its value; empty for one that is left open
     * @return this
     */
    public <T> SsmOptions set(Setting<T> setting, T value) {
        return set(setting.name(), setting.option().format(value));
    }

    /**
     * The model.
     *
     * @param id such as {@code mlp-energy}
     * @return this
     */
    public SsmOptions model(String id) {
        return set(Settings.MODEL, id);
    }

    /**
     * The objective.
     *
     * @param id such as {@code ssm-vr}
     * @return this
     */
    public SsmOptions objective(String id) {
        return set(Settings.OBJECTIVE, id);
    }

    /**
     * The distribution of directions and their number.
     *
     * @param id such as {@code rademacher}
     * @param directions M, at least 1
     * @return this
     */
    public SsmOptions projection(String id, int directions) {
        return set(Settings.PROJECTION, id).set(Settings.PROJECTIONS, directions);
    }

    /**
     * The optimiser and its learning rate.
     *
     * @param id such as {@code adam}
     * @param learningRate positive
     * @return this
     */
    public SsmOptions optimizer(String id, double learningRate) {
        return set(Settings.OPTIMIZER, id).set(Settings.LR, Optional.of(learningRate));
    }

    /**
     * Passes over the training rows at most.
     *
     * @param count at least 1
     * @return this
     */
    public SsmOptions epochs(int count) {
        return set(Settings.EPOCHS, Optional.of(count));
    }

    /**
     * Rows a step.
     *
     * @param rows at least 1
     * @return this
     */
    public SsmOptions batchSize(int rows) {
        return set(Settings.BATCH_SIZE, Optional.of(rows));
    }

    /**
     * The rows held out, and how long training goes on without getting better on them.
     *
     * @param share of the rows, from 0 to 0.9
     * @param patience evaluations without a new best; 0 for any number
     * @return this
     */
    public SsmOptions validation(double share, int patience) {
        return set(Settings.VALIDATION, share).set(Settings.PATIENCE, patience);
    }

    /**
     * The seed, on which all random numbers depend.
     *
     * @param value any number
     * @return this
     */
    public SsmOptions seed(long value) {
        return set(Settings.SEED, value);
    }

    /**
     * The backend.
     *
     * @param spec {@code auto}, an id such as {@code simd}, or {@code ID:DEVICE}
     * @return this
     */
    public SsmOptions backend(String spec) {
        return set(Settings.BACKEND, spec);
    }

    /**
     * Threads of the host. Results do not depend on it.
     *
     * @param count 0 for as many as the machine has
     * @return this
     */
    public SsmOptions threads(int count) {
        return set(Settings.THREADS, count);
    }

    /**
     * Hears how training goes.
     *
     * @param whoever hears
     * @return this
     */
    public SsmOptions listener(TrainingListener whoever) {
        listener = whoever;
        return this;
    }

    /**
     * Writes a run directory while training, with history and checkpoints.
     *
     * @param path where; nothing, an empty folder, or with {@link #force} an earlier run
     * @return this
     */
    public SsmOptions run(Path path) {
        run = path;
        return this;
    }

    /**
     * Lets {@link #run} replace an earlier run.
     *
     * @return this
     */
    public SsmOptions force() {
        force = true;
        return this;
    }

    Map<String, String> settings() {
        return settings;
    }

    TrainingListener listener() {
        return listener;
    }

    Path run() {
        return run;
    }

    boolean forced() {
        return force;
    }
}
