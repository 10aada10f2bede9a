package org.slicedscore.engine.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/**
 * How badly a trained noise-conditioned model removes noise from a row: the mean of ‖ε − ε̂(x + σε, σ)‖² over noise levels σ and fixed draws ε,
 * with ε̂ = −σ s(x + σε, σ). With levels evenly spread over log σ this is, up to a constant, an upper bound of −log p(x). The
 * square of each column is its part of the score.
 *
 * <p>Source: Kingma, Salimans, Poole and Ho 2021, "Variational diffusion models", NeurIPS, equation 17.
 *
 * <p>It is part of this module and no plug-in, because it trains a model and runs it on a backend.
 */
final class Denoiser implements Detector {
    static final String ID = "denoiser";

    private static final String MODEL = "noise-score";
    private static final Option<Integer> STEPS =
            Option.integer("steps", 3000, 10, 10_000_000, "Training steps at most");
    private static final Option<Integer> LEVELS = Option.integer("levels", 6, 1, 1000, "Noise levels of a score");
    private static final Option<Integer> DRAWS = Option.integer(
            "draws", 2, 2, 1000, "Draws of noise at each level, every second one the negative of the first");
    private static final Option<Double> LEAST =
            Option.number("least", 0.05, 1e-4, 1, "The least noise level of a score, in standard deviations");
    private static final Option<Double> MOST =
            Option.number("most", 3, 0.01, 100, "The greatest noise level of a score");

    /** Units of a layer: as many as columns, within bounds. Hundreds of columns mean few rows each, and long training. */
    private static final int LEAST_WIDTH = 128;

    private static final int MOST_WIDTH = 256;

    private final DetectDevice device;

    Denoiser(DetectDevice device) {
        this.device = device;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Error of a noise-conditioned model in removing noise, over noise levels";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(STEPS, LEVELS, DRAWS, LEAST, MOST);
    }

    /** Stored detectors need the settings that they were trained with, whatever the defaults become. */
    private TrainingConfig config(Options options, int dim) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Settings.MODEL.name(), MODEL);
        int width = Math.clamp(dim, LEAST_WIDTH, MOST_WIDTH);
        settings.put("model.hidden", width + "," + width + "," + width);
        settings.put(Settings.EMA.name(), "0.99");
        settings.put(Settings.STEPS.name(), String.valueOf(options.get(STEPS)));
        settings.put(Settings.SIGMA_MIN.name(), "0.02");
        settings.put(Settings.EVALUATE_EVERY.name(), "50");
        settings.put(Settings.PATIENCE.name(), "12");
        settings.put(Settings.BACKEND.name(), device.backend());
        settings.put(Settings.THREADS.name(), String.valueOf(device.threads()));
        return TrainingConfig.parse(settings, device.catalog());
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        return TrainedState.train(rows, config(options, rows.dim()), device);
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        int dim = TrainedState.dim(state);
        DeviceModel trained = TrainedState.open(state, config(options, dim), device);
        return new Denoising(trained, noise(dim, options));
    }

    @Override
    public Optional<Formula> formula(Map<String, Array> state, Options options) {
        int dim = TrainedState.dim(state);
        TrainingComponents components =
                config(options, dim).resolve(1, dim, Scaling.NONE).settings().components();
        return Optional.of(new DenoisingFormula(components.graph(), noise(dim, options)));
    }

    private static DenoisingNoise noise(int dim, Options options) {
        return DenoisingNoise.of(dim, options.get(LEVELS), options.get(DRAWS), options.get(LEAST), options.get(MOST));
    }

    @Override
    public Optional<double[]> leftOut(Rows rows, Map<String, Array> state, Options options, int[] which) {
        return Optional.of(TrainedState.leftOut(scorer(state, options), rows, state, which));
    }
}
