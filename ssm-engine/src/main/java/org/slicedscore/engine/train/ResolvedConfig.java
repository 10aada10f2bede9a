package org.slicedscore.engine.train;

import java.util.List;
import java.util.Optional;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.setting.Setting;

/**
 * A configuration in which nothing that depends on the rows is left open: what a run does, and what is stored of it. {@link
 * Settings#EVALUATE_EVERY} follows when the steps are compiled and their cost is known.
 */
public record ResolvedConfig(TrainingConfig settings) {
    private static final List<Setting<? extends Optional<?>>> DECIDED =
            List.of(Settings.LR, Settings.EPOCHS, Settings.BATCH_SIZE, Settings.EMA, Settings.PREPROCESS);
    // constants, which the settings put into their descriptions
    static final int USUAL_BATCH = 128;
    static final int USUAL_INPUTS = 128;
    static final double USUAL_DECAY = 0.99;

    /** Losses over all levels vary more from step to step. */
    static final double DECAY_OVER_LEVELS = 0.999;

    static final long USUAL_STEPS = 20_000;

    /**
     * Checks that everything is decided.
     *
     * @throws SsmException of kind USAGE, naming the setting that is open
     */
    public ResolvedConfig {
        for (Setting<? extends Optional<?>> setting : DECIDED) {
            if (settings.get(setting).isEmpty()) {
                throw Problem.usage(Subject.setting(setting.name()))
                        .says("is left open")
                        .expected("the value that the run was made with")
                        .exception();
            }
        }
    }

    static ResolvedConfig of(TrainingConfig given, int trainRows, int width, Scaling scaling) {
        int usualBatch = given.model().plugin().batchSize().orElse(USUAL_BATCH);
        int batch = given.get(Settings.BATCH_SIZE).orElse(Math.min(usualBatch, trainRows));
        if (batch > trainRows) {
            throw Problem.usage(Subject.setting(Settings.BATCH_SIZE.name()))
                    .found("%d", batch)
                    .expected("at most %d, the number of training rows", trainRows)
                    .exception();
        }
        long perEpoch = trainRows / batch;
        int epochs = given.get(Settings.EPOCHS).orElse(Math.toIntExact((USUAL_STEPS + perEpoch - 1) / perEpoch));
        return new ResolvedConfig(given.with(Settings.LR, Optional.of(learningRate(given, width)))
                .with(Settings.BATCH_SIZE, Optional.of(batch))
                .with(Settings.EPOCHS, Optional.of(epochs))
                .with(Settings.EMA, Optional.of(averageDecay(given)))
                .with(Settings.PREPROCESS, Optional.of(scaling)));
    }

    private static double averageDecay(TrainingConfig given) {
        boolean levels = given.model().plugin().noiseConditioned();
        return given.get(Settings.EMA).orElse(levels ? DECAY_OVER_LEVELS : USUAL_DECAY);
    }

    /**
     * The full learning rate of a configuration. Where it is left open it is the model's for the default optimiser, if it
     * has one, else the optimiser's own, less in inverse proportion for layers of more than {@value #USUAL_INPUTS} inputs:
     * a step moves a sum over that many inputs so much further.
     *
     * @param given the configuration
     * @param width the numbers of a row: D + C
     * @return the rate, positive
     */
    public static double learningRate(TrainingConfig given, int width) {
        return given.get(Settings.LR).orElseGet(() -> {
            TrainingComponents c = given.components();
            if (c.model().learningRate().isPresent()
                    && given.optimizer().id().equals(Settings.OPTIMIZER.defaultValue())) {
                return c.model().learningRate().getAsDouble();
            }
            int inputs = c.graph(width).parameters().values().stream()
                    .filter(p -> p.shape().rank() >= 2)
                    .mapToInt(p -> p.shape().last())
                    .max()
                    .orElse(1);
            return c.optimizer().defaultLearningRate() * Math.min(1, (double) USUAL_INPUTS / inputs);
        });
    }

    /**
     * The value of a setting.
     *
     * @param <T> its type
     * @param setting one of {@link Settings}
     */
    public <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    /**
     * This configuration with another value of a setting that does not choose a plug-in.
     *
     * @param <T> its type
     * @param setting one of {@link Settings}
     * @param value its value
     */
    public <T> ResolvedConfig with(Setting<T> setting, T value) {
        return new ResolvedConfig(settings.with(setting, value));
    }

    /** The full learning rate: a positive number. */
    public double learningRate() {
        return get(Settings.LR).orElseThrow();
    }

    /** The decay of the average of the weights, from 0 to less than 1. */
    public double averageDecay() {
        return get(Settings.EMA).orElseThrow();
    }

    /** Rows a step, at least 1. */
    public int batchSize() {
        return get(Settings.BATCH_SIZE).orElseThrow();
    }

    /** Rows of the blocks that a batch is cut into; 0 for the whole batch at once. */
    public int microBatch() {
        return get(Settings.MICRO_BATCH).orElse(0);
    }

    /**
     * Steps between evaluations.
     *
     * @return at least 1
     * @throws java.util.NoSuchElementException before the steps are compiled, unless the interval was given
     */
    public int evaluateEvery() {
        return get(Settings.EVALUATE_EVERY).orElseThrow();
    }

    /**
     * The last step, if nothing stops training before.
     *
     * @param stepsPerEpoch steps of a pass
     * @return at least 1
     */
    public long totalSteps(long stepsPerEpoch) {
        long all = Math.multiplyExact(get(Settings.EPOCHS).orElseThrow(), stepsPerEpoch);
        return get(Settings.STEPS).map(steps -> Math.min(steps, all)).orElse(all);
    }
}
