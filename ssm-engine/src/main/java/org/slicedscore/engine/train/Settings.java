package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.option.Option;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.data.Copies;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.PrepareOptions.Dequantize;
import org.slicedscore.data.prep.PrepareOptions.Outliers;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.setting.Effect;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.setting.SettingGroup;

/**
 * The settings of a training run, apart from the plug-ins' own options. Each is declared here and nowhere else: flags,
 * environment variables, configuration files, stored runs, {@link org.slicedscore.engine.SsmOptions}, help and
 * docs/settings.md follow. A value that can be left open is an {@link Optional}; {@link ResolvedConfig} decides it.
 */
public final class Settings {
    private static final List<Setting<?>> DECLARED = new ArrayList<>();

    /** Model. */
    public static final Setting<String> MODEL =
            declare(SettingGroup.MODEL, "ID", Option.text("model", "noise-score", "Id of the model"));
    /** Objective. */
    public static final Setting<String> OBJECTIVE = declare(
            SettingGroup.MODEL,
            "ID",
            Option.text("objective", "ssm-vr", "Id of the objective; by default the model's own, or this"));
    /** Projection. */
    public static final Setting<String> PROJECTION = declare(
            SettingGroup.MODEL, "ID", Option.text("projection", "rademacher", "Id of the distribution of directions"));
    /** Directions a row. */
    public static final Setting<Integer> PROJECTIONS = declare(
            SettingGroup.MODEL,
            "M",
            Option.integer("projections", 1, 1, 1_000_000, "Directions a row, fresh at every step"));
    /** Smallest noise level. */
    public static final Setting<Double> SIGMA_MIN = declare(
            SettingGroup.LEVELS,
            "SIGMA",
            Option.number(
                    "sigma-min",
                    0.02,
                    1e-6,
                    Double.POSITIVE_INFINITY,
                    "Smallest noise level, in units of the rows after preprocessing: the model describes the data "
                            + "smoothed by so much"));
    /** Largest noise level. */
    public static final Setting<Double> SIGMA_MAX = declare(
            SettingGroup.LEVELS,
            "SIGMA",
            Option.number(
                    "sigma-max",
                    60,
                    1e-6,
                    Double.POSITIVE_INFINITY,
                    "Largest noise level, so large that the data under it are Gaussian"));
    /** Distribution of levels. */
    public static final Setting<NoiseLevels.Law> LEVELS = declare(
            SettingGroup.LEVELS,
            "WORD",
            Option.choice(
                    "levels",
                    NoiseLevels.Law.LOG_NORMAL,
                    "The distribution that each row's noise level is drawn from: log-normal or log-uniform"));
    /** Mean of the logarithm of levels. */
    public static final Setting<Double> LEVEL_MEAN = declare(
            SettingGroup.LEVELS,
            "X",
            Option.number(
                    "level-mean",
                    -0.8,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    "Mean of log sigma for log-normal"));
    /** Spread of the logarithm of levels. */
    public static final Setting<Double> LEVEL_SPREAD = declare(
            SettingGroup.LEVELS,
            "X",
            Option.number(
                    "level-spread",
                    1.2,
                    0,
                    Double.POSITIVE_INFINITY,
                    "Standard deviation of log sigma for log-normal"));
    /** Optimiser. */
    public static final Setting<String> OPTIMIZER =
            declare(SettingGroup.TRAINING, "ID", Option.text("optimizer", "adam", "Id of the optimiser"));
    /** Learning rate. */
    public static final Setting<Optional<Double>> LR = declare(
            SettingGroup.TRAINING,
            "RATE",
            Option.number(
                            "lr",
                            1,
                            1e-12,
                            Double.POSITIVE_INFINITY,
                            "Learning rate; auto is the model's, or the optimiser's own, less for layers of more "
                                    + "than " + ResolvedConfig.USUAL_INPUTS + " inputs")
                    .orOpen("auto"));
    /** Schedule. */
    public static final Setting<Schedule> SCHEDULE = declare(
            SettingGroup.TRAINING,
            "WORD",
            Option.choice("schedule", Schedule.CONSTANT, "How the learning rate goes from step to step"));
    /** Warm-up. */
    public static final Setting<Integer> WARMUP = declare(
            SettingGroup.TRAINING,
            "N",
            Option.integer("warmup", 0, 0, Integer.MAX_VALUE, "Steps over which the learning rate first climbs"));
    /** Epochs. */
    public static final Setting<Optional<Integer>> EPOCHS = declare(Setting.of(
                    SettingGroup.TRAINING,
                    "N",
                    Option.integer(
                                    "epochs",
                                    1,
                                    1,
                                    Integer.MAX_VALUE,
                                    "Passes over the training rows at most; auto is as many as make "
                                            + ResolvedConfig.USUAL_STEPS + " steps")
                            .orOpen("auto"))
            .with(Effect.LENGTH));
    /** Steps. */
    public static final Setting<Optional<Integer>> STEPS = declare(Setting.of(
                    SettingGroup.TRAINING,
                    "N",
                    Option.integer("steps", 1, 1, Integer.MAX_VALUE, "Steps at most; 0 leaves it to the epochs")
                            .orOpen("0"))
            .with(Effect.LENGTH));
    /** Batch size. */
    public static final Setting<Optional<Integer>> BATCH_SIZE = declare(
            SettingGroup.TRAINING,
            "N",
            Option.integer(
                            "batch-size",
                            1,
                            1,
                            Integer.MAX_VALUE,
                            "Rows a step; auto is the model's, or " + ResolvedConfig.USUAL_BATCH
                                    + ", or all training rows where there are fewer")
                    .orOpen("auto"));
    /** Blocks of a batch. */
    public static final Setting<Optional<Integer>> MICRO_BATCH = declare(
            SettingGroup.TRAINING,
            "N",
            Option.integer(
                            "micro-batch",
                            1024,
                            1,
                            Integer.MAX_VALUE,
                            "Rows of the blocks that a batch is cut into, whose gradients are added up: batches larger than memory, "
                                    + "and batches that machines share; none for the whole batch at once")
                    .orOpen("none"));
    /** Clipping. */
    public static final Setting<Double> CLIP = declare(
            SettingGroup.TRAINING,
            "NORM",
            Option.number(
                    "clip",
                    100,
                    0,
                    Double.POSITIVE_INFINITY,
                    "Largest norm of the whole gradient, beyond which it is scaled; 0 for none"));
    /** Averaging of weights. */
    public static final Setting<Optional<Double>> EMA = declare(
            SettingGroup.TRAINING,
            "DECAY",
            Option.number(
                            "ema",
                            ResolvedConfig.USUAL_DECAY,
                            0,
                            0.999999,
                            "Decay of the running average of the weights, which is what is kept; 0 for none; auto is "
                                    + ResolvedConfig.DECAY_OVER_LEVELS
                                    + " for models that read the noise level, else " + ResolvedConfig.USUAL_DECAY)
                    .orOpen("auto"));
    /** Validation share. */
    public static final Setting<Double> VALIDATION = declare(
            SettingGroup.TRAINING,
            "FRACTION",
            Option.number(
                    "validation", 0.1, 0, 0.9, "Share of the rows that training stops and chooses by; 0 for none"));
    /** Test share. */
    public static final Setting<Optional<Double>> TEST = declare(
            SettingGroup.TRAINING,
            "FRACTION",
            Option.number(
                            "test",
                            0,
                            0,
                            0.9,
                            "Share of the rows that choose nothing, for evaluate to report on; 0 for none; auto is "
                                    + RowUnits.USUAL_TEST + " where there are at least " + RowUnits.ENOUGH_FOR_TEST
                                    + " different rows, else 0")
                    .orOpen("auto"));
    /** Copies of a row. */
    public static final Setting<Copies> COPIES = declare(
            SettingGroup.TRAINING,
            "WORD",
            Option.choice(
                    "copies",
                    Copies.TOGETHER,
                    "Whether exact copies of a row are all trained on, or all held out: together or apart"));
    /** Patience. */
    public static final Setting<Integer> PATIENCE = declare(Setting.of(
                    SettingGroup.TRAINING,
                    "N",
                    Option.integer(
                            "patience",
                            30,
                            0,
                            Integer.MAX_VALUE,
                            "Evaluations without a better validation loss before stopping; 0 for never"))
            .with(Effect.LENGTH));
    /** Evaluation interval. */
    public static final Setting<Optional<Integer>> EVALUATE_EVERY = declare(
            SettingGroup.TRAINING,
            "N",
            Option.integer(
                            "evaluate-every",
                            1,
                            1,
                            Integer.MAX_VALUE,
                            "Steps between evaluations on the validation rows; 0 is an epoch, or more where "
                                    + "evaluation is dear")
                    .orOpen("0"));
    /** Preprocessing. */
    public static final Setting<Optional<Scaling>> PREPROCESS = declare(
            SettingGroup.PREPARING,
            "WORD",
            Option.choice(
                            "preprocess",
                            Scaling.WHITEN,
                            "none, standardize, whiten, or pixels (all scaled alike), fitted on the training rows; auto is "
                                    + "pixels for models of images, whiten, or standardize where there are many columns "
                                    + "or few rows")
                    .orOpen("auto"));
    /** Dequantisation. */
    public static final Setting<Dequantize> DEQUANTIZE = declare(Setting.of(
                    SettingGroup.PREPARING,
                    "WORD",
                    Option.choice(
                            "dequantize",
                            Dequantize.AUTO,
                            "on, off or auto: whether quantised columns are spread over their steps"))
            .withBare("on"));
    /** Noise. */
    public static final Setting<Optional<Double>> NOISE = declare(
            SettingGroup.PREPARING,
            "SIGMA",
            Option.number(
                            "noise",
                            0,
                            0,
                            Double.POSITIVE_INFINITY,
                            "Standard deviation of the noise added once after preprocessing; auto is "
                                    + Preparation.DEFAULT_NOISE + " where values repeat")
                    .orOpen("auto"));
    /** Values far from the bulk. */
    public static final Setting<Outliers> OUTLIERS = declare(
            SettingGroup.PREPARING,
            "WORD",
            Option.choice(
                    "outliers",
                    Outliers.KEEP,
                    "Values far from the rest of their column: keep compresses them logarithmically, clip moves them to the "
                            + "end of the rest, drop leaves out the training rows that hold one"));
    /** Seed. */
    public static final Setting<Long> SEED = declare(
            SettingGroup.MACHINE, "N", Option.wide("seed", 0, "Whole number that all random numbers depend on"));
    /** Backend. */
    public static final Setting<String> BACKEND = declare(
            SettingGroup.MACHINE,
            "ID[:DEVICE]",
            Option.text("backend", "auto", "auto, or a backend's id, or ID:DEVICE with a number or part of a name"));
    /** Threads. */
    public static final Setting<Integer> THREADS = declare(Setting.of(
                    SettingGroup.MACHINE,
                    "N",
                    Option.integer(
                            "threads",
                            0,
                            0,
                            4096,
                            "Threads of the host; 0 for as many as it has. Results do not depend on it"))
            .with(Effect.NONE));
    /** Checkpoint interval. */
    public static final Setting<Optional<Integer>> CHECKPOINT_EVERY = declare(Setting.of(
                    SettingGroup.RUN,
                    "N",
                    Option.integer(
                                    "checkpoint-every",
                                    1,
                                    1,
                                    Integer.MAX_VALUE,
                                    "Steps between checkpoints; 0 for every few seconds")
                            .orOpen("0"))
            .with(Effect.NONE));
    /** Checkpoints kept. */
    public static final Setting<Integer> KEEP = declare(Setting.of(
                    SettingGroup.RUN,
                    "N",
                    Option.integer("keep-checkpoints", 2, 1, 1000, "How many of the latest checkpoints stay"))
            .with(Effect.NONE));

    /** Events for TensorBoard. */
    public static final Setting<Boolean> TENSORBOARD = declare(Setting.of(
                    SettingGroup.RUN,
                    "true|false",
                    Option.flag("tensorboard", false, "Whether to write metrics as TensorBoard events, too"))
            .withBare("true")
            .with(Effect.NONE));

    /** All of them, in the order they are shown and stored. */
    public static final List<Setting<?>> ALL = List.copyOf(DECLARED);

    /**
     * The values that settings have in runs stored before there was such a setting, by name: what those runs did.
     */
    public static final Map<String, String> BEFORE =
            Map.of(TEST.name(), "0", COPIES.name(), COPIES.option().format(Copies.APART));

    private Settings() {}

    private static <T> Setting<T> declare(SettingGroup group, String label, Option<T> option) {
        return declare(Setting.of(group, label, option));
    }

    private static <T> Setting<T> declare(Setting<T> setting) {
        DECLARED.add(setting);
        return setting;
    }
}
