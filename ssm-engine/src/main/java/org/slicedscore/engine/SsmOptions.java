package org.slicedscore.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingListener;

/**
 * Options of {@link Ssm#train}. Everything has a default; {@link #set} takes any setting or plug-in option under its
 * command-line name. Values are checked when training starts.
 *
 * @since 0.2.0
 */
public final class SsmOptions {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private TrainingListener listener = TrainingListener.SILENT;
    private Path run;
    private boolean force;

    SsmOptions() {}

    /**
     * Sets any setting of {@link Settings}, or {@code model.NAME}, {@code objective.NAME}, {@code
     * optimizer.NAME} for the options of a plug-in.
     */
    public SsmOptions set(String name, Object value) {
        settings.put(name, String.valueOf(value));
        return this;
    }

    /**
     * Sets any setting to a value of its type.
     *
     * @param <T> the type
     * @param setting one of {@link Settings}
     * @param value its value; empty to leave it unset
     */
    public <T> SsmOptions set(Setting<T> setting, T value) {
        return set(setting.name(), setting.option().format(value));
    }

    /**
     * The model.
     *
     * @param id such as {@code mlp-energy}
     */
    public SsmOptions model(String id) {
        return set(Settings.MODEL, id);
    }

    /**
     * The objective.
     *
     * @param id such as {@code ssm-vr}
     */
    public SsmOptions objective(String id) {
        return set(Settings.OBJECTIVE, id);
    }

    /**
     * The distribution of directions and their number.
     *
     * @param id such as {@code rademacher}
     * @param directions M, at least 1
     */
    public SsmOptions projection(String id, int directions) {
        return set(Settings.PROJECTION, id).set(Settings.PROJECTIONS, directions);
    }

    /**
     * The optimiser and its learning rate.
     *
     * @param id such as {@code adam}
     * @param learningRate positive
     */
    public SsmOptions optimizer(String id, double learningRate) {
        return set(Settings.OPTIMIZER, id).set(Settings.LR, Optional.of(learningRate));
    }

    /**
     * The largest number of passes over the training rows.
     *
     * @param count at least 1
     */
    public SsmOptions epochs(int count) {
        return set(Settings.EPOCHS, Optional.of(count));
    }

    /**
     * Rows per step.
     *
     * @param rows at least 1
     */
    public SsmOptions batchSize(int rows) {
        return set(Settings.BATCH_SIZE, Optional.of(rows));
    }

    /**
     * The rows held out, and how long training continues without improving on them.
     *
     * @param share of the rows, from 0 to 0.9
     * @param patience evaluations without a new best before training stops; 0 for no limit
     */
    public SsmOptions validation(double share, int patience) {
        return set(Settings.VALIDATION, share).set(Settings.PATIENCE, patience);
    }

    /**
     * The seed, on which all random numbers depend.
     *
     * @param value any number
     */
    public SsmOptions seed(long value) {
        return set(Settings.SEED, value);
    }

    /**
     * The backend.
     *
     * @param spec {@code auto}, an id such as {@code simd}, or {@code ID:DEVICE}
     */
    public SsmOptions backend(String spec) {
        return set(Settings.BACKEND, spec);
    }

    /**
     * Host threads. Results do not depend on their number.
     *
     * @param count 0 for as many as the machine has
     */
    public SsmOptions threads(int count) {
        return set(Settings.THREADS, count);
    }

    /**
     * Sets the listener for the progress of training.
     *
     * @param observer is told of the progress
     */
    public SsmOptions listener(TrainingListener observer) {
        listener = observer;
        return this;
    }

    /**
     * Writes a run directory with history and checkpoints during training.
     *
     * @param path a missing or empty folder, or with {@link #force} an earlier run
     */
    public SsmOptions run(Path path) {
        run = path;
        return this;
    }

    /** Lets {@link #run} replace an earlier run. */
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
