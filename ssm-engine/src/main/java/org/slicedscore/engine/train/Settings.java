package org.slicedscore.engine.train;

import java.util.List;
import org.slicedscore.api.option.Option;

/**
 * The settings of a training run as users write them, apart from the plug-ins' own options. Configuration files,
 * environment variables and flags use these names; where a value {@code auto} is allowed, its meaning is in the text.
 */
public final class Settings {
    /** Model. */
    public static final Option<String> MODEL = Option.text("model", "mlp-energy", "Id of the model");
    /** Objective. */
    public static final Option<String> OBJECTIVE = Option.text("objective", "ssm-vr", "Id of the objective");
    /** Projection. */
    public static final Option<String> PROJECTION =
            Option.text("projection", "rademacher", "Id of the distribution of directions");
    /** Directions a row. */
    public static final Option<Integer> PROJECTIONS =
            Option.integer("projections", 1, 1, 1_000_000, "Directions a row, fresh at every step");
    /** Optimiser. */
    public static final Option<String> OPTIMIZER = Option.text("optimizer", "adam", "Id of the optimiser");
    /** Learning rate. */
    public static final Option<String> LR = Option.text(
            "lr",
            "auto",
            "Learning rate; auto is the model's, or the optimiser's own, less for layers of more than 128 inputs");
    /** Schedule. */
    public static final Option<Schedule> SCHEDULE =
            Option.choice("schedule", Schedule.CONSTANT, "How the learning rate goes from step to step");
    /** Warm-up. */
    public static final Option<Integer> WARMUP =
            Option.integer("warmup", 0, 0, Integer.MAX_VALUE, "Steps over which the learning rate first climbs");
    /** Epochs. */
    public static final Option<String> EPOCHS = Option.text(
            "epochs",
            "auto",
            "Passes over the training rows at most; auto is 500, or as many as make 5000 to 20000 steps");
    /** Steps. */
    public static final Option<Integer> STEPS =
            Option.integer("steps", 0, 0, Integer.MAX_VALUE, "Steps at most; 0 leaves it to the epochs");
    /** Batch size. */
    public static final Option<String> BATCH_SIZE = Option.text(
            "batch-size",
            "auto",
            "Rows a step; auto is the model's, or 128, or all training rows where there are fewer");
    /** Clipping. */
    public static final Option<Double> CLIP = Option.number(
            "clip",
            100,
            0,
            Double.POSITIVE_INFINITY,
            "Largest norm of the whole gradient, beyond which it is scaled; 0 for none");
    /** Averaging of weights. */
    public static final Option<Double> EMA = Option.number(
            "ema", 0.99, 0, 0.999999, "Decay of the running average of the weights, which is what is kept; 0 for none");
    /** Validation share. */
    public static final Option<Double> VALIDATION =
            Option.number("validation", 0.1, 0, 0.9, "Share of the rows held out for validation; 0 for none");
    /** Patience. */
    public static final Option<Integer> PATIENCE = Option.integer(
            "patience",
            30,
            0,
            Integer.MAX_VALUE,
            "Evaluations without a better validation loss before stopping; 0 for never");
    /** Evaluation interval. */
    public static final Option<Integer> EVALUATE_EVERY = Option.integer(
            "evaluate-every",
            0,
            0,
            Integer.MAX_VALUE,
            "Steps between evaluations on the validation rows; 0 is an epoch, or more where evaluation is dear");
    /** Preprocessing. */
    public static final Option<String> PREPROCESS = Option.text(
            "preprocess",
            "auto",
            "none, standardize or whiten, fitted on the training rows; auto is whiten, or "
                    + "standardize where there are many columns or few rows");
    /** Dequantisation. */
    public static final Option<String> DEQUANTIZE =
            Option.text("dequantize", "auto", "on, off or auto: whether quantised columns are spread over their steps");
    /** Noise. */
    public static final Option<String> NOISE = Option.text(
            "noise",
            "auto",
            "Standard deviation of the noise added once after preprocessing; auto is 0.05 where values repeat");
    /** Seed. */
    public static final Option<String> SEED =
            Option.text("seed", "0", "Whole number that all random numbers depend on");
    /** Backend. */
    public static final Option<String> BACKEND =
            Option.text("backend", "auto", "auto, or a backend's id, or ID:DEVICE with a number or part of a name");
    /** Threads. */
    public static final Option<Integer> THREADS = Option.integer(
            "threads", 0, 0, 4096, "Threads of the host; 0 for as many as it has. Results do not depend on it");
    /** Checkpoint interval. */
    public static final Option<Integer> CHECKPOINT_EVERY = Option.integer(
            "checkpoint-every", 0, 0, Integer.MAX_VALUE, "Steps between checkpoints; 0 for every few seconds");
    /** Checkpoints kept. */
    public static final Option<Integer> KEEP =
            Option.integer("keep-checkpoints", 2, 1, 1000, "How many of the latest checkpoints stay");

    /** All of them, in the order they are shown. */
    public static final List<Option<?>> ALL = List.of(
            MODEL,
            OBJECTIVE,
            PROJECTION,
            PROJECTIONS,
            OPTIMIZER,
            LR,
            SCHEDULE,
            WARMUP,
            EPOCHS,
            STEPS,
            BATCH_SIZE,
            CLIP,
            EMA,
            VALIDATION,
            PATIENCE,
            EVALUATE_EVERY,
            PREPROCESS,
            DEQUANTIZE,
            NOISE,
            SEED,
            BACKEND,
            THREADS,
            CHECKPOINT_EVERY,
            KEEP);

    private Settings() {}
}
