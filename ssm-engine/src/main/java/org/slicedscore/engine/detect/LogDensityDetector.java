package org.slicedscore.engine.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/**
 * −log p(x) of any model, trained on the rows: unnormalised for an energy model, by the probability flow for a noise-conditioned
 * one, which takes milliseconds a row. Some of the rows are kept, as points that are normal.
 *
 * <p>It is part of this module and no plug-in, because it trains a model and runs it on a backend.
 */
final class LogDensityDetector implements Detector {
    static final String ID = "log-density";

    private static final Option<String> MODEL = Option.text(
            "model", "noise-score", "The model, by id: one with a log-density, at one noise level or at all");
    private static final Option<Integer> STEPS =
            Option.integer("steps", 6000, 10, 10_000_000, "Training steps at most");

    /** An array that no parameter of a model is called: those have a dot or are lower case. */
    static final String KEPT = "kept_rows";

    private static final int MOST_KEPT = 500;

    private final DetectDevice device;

    LogDensityDetector(DetectDevice device) {
        this.device = device;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Negative log-density of a model that is trained on the rows";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MODEL, STEPS);
    }

    private TrainingConfig config(Options options) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Settings.MODEL.name(), options.get(MODEL));
        settings.put(Settings.STEPS.name(), String.valueOf(options.get(STEPS)));
        settings.put(Settings.BACKEND.name(), device.backend());
        settings.put(Settings.THREADS.name(), String.valueOf(device.threads()));
        return TrainingConfig.parse(settings, device.catalog());
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        Map<String, Array> state = new LinkedHashMap<>(TrainedState.train(rows, config(options), device));
        int count = Math.min(MOST_KEPT, rows.rows());
        double[] kept = new double[count * rows.dim()];
        float[] row = new float[rows.dim()];
        for (int i = 0; i < count; i++) {
            rows.copy((int) ((long) i * rows.rows() / count), row, 0);
            for (int j = 0; j < row.length; j++) {
                kept[i * row.length + j] = row[j];
            }
        }
        state.put(KEPT, new Array(Shape.of(count, rows.dim()), kept));
        return state;
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        Map<String, Array> trained = new LinkedHashMap<>(state);
        Array kept = trained.remove(KEPT);
        DeviceModel model = TrainedState.open(trained, config(options), device);
        return new LogDensityScorer(model, kept.values());
    }

    /** The probability flow of a model at all noise levels takes an adaptive solver, which is no formula. */
    @Override
    public Optional<Formula> formula(Map<String, Array> state, Options options) {
        int dim = TrainedState.dim(state);
        TrainingComponents components =
                config(options).resolve(1, dim, Scaling.NONE).settings().components();
        boolean formula = components.model() instanceof LogDensityModel
                && !components.model().noiseConditioned();
        return formula ? Optional.of(new LogDensityFormula(components)) : Optional.empty();
    }

    @Override
    public Optional<double[]> leftOut(Rows rows, Map<String, Array> state, Options options, int[] which) {
        return Optional.of(TrainedState.leftOut(scorer(state, options), rows, state, which));
    }
}
