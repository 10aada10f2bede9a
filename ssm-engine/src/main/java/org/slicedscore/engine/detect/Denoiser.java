package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.PreprocessingState;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.data.schema.Schema;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

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
            Option.integer("steps", 6000, 10, 10_000_000, "Training steps at most");
    private static final Option<Integer> LEVELS = Option.integer("levels", 6, 1, 1000, "Noise levels of a score");
    private static final Option<Integer> DRAWS = Option.integer(
            "draws", 2, 2, 1000, "Draws of noise at each level, every second one the negative of the first");
    private static final Option<Double> LEAST =
            Option.number("least", 0.05, 1e-4, 1, "The least noise level of a score, in standard deviations");
    private static final Option<Double> MOST =
            Option.number("most", 3, 0.01, 100, "The greatest noise level of a score");

    /** The share of rows by which training stops. */
    private static final double VALIDATION = 0.15;

    private static final String DIM = "dim";
    private static final String VALIDATED = "validated";

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
    private TrainingConfig config(Options options) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Settings.MODEL.name(), MODEL);
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
        int n = rows.rows();
        int[] order = new int[n];
        RandomStream random = new RandomStream(0, "denoiser-validation");
        random.permutation(order);
        int held = Math.clamp(Math.round(VALIDATION * n), 1, n - 1);
        int[] validated = Arrays.copyOf(order, held);
        Arrays.sort(validated);
        int[] trained = Arrays.copyOfRange(order, held, n);
        Arrays.sort(trained);
        TrainingData data = TrainingData.of(dataset(rows, trained), dataset(rows, validated), untouched(rows.dim()));
        TrainedModel model =
                new Trainer(config(options), data, device.catalog()).run().model();
        Map<String, Array> state = new LinkedHashMap<>();
        model.weights().forEach((name, tensor) -> {
            int[] shape =
                    Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
            state.put(name, new Array(Shape.of(shape), tensor.toDoubles()));
        });
        double[] which = Arrays.stream(validated).asDoubleStream().toArray();
        state.put(DIM, Array.of(rows.dim()));
        state.put(VALIDATED, new Array(Shape.of(which.length), which));
        return state;
    }

    private static Dataset dataset(Rows rows, int[] which) {
        float[] values = new float[which.length * rows.dim()];
        for (int i = 0; i < which.length; i++) {
            rows.copy(which[i], values, i * rows.dim());
        }
        return new Dataset(values, rows.dim(), which);
    }

    /** Rows are preprocessed already, so the model's own preprocessing changes nothing. */
    private static Preprocessing untouched(int dim) {
        List<String> names =
                IntStream.rangeClosed(1, dim).mapToObj(j -> "x" + j).toList();
        double[] ones = new double[dim];
        Arrays.fill(ones, 1);
        Map<String, double[]> arrays = new LinkedHashMap<>();
        for (String name : List.of("fill", "fill_spread", "marked", "calendar", "shift", "reach", "gap", "noise")) {
            arrays.put(name, new double[dim]);
        }
        arrays.put("scale", ones);
        arrays.put("clip", new double[1]);
        return Preprocessing.restore(new PreprocessingState("none", Schema.numbers(names), 0, arrays));
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        return denoising(state, options);
    }

    @Override
    public Optional<Formula> formula(Map<String, Array> state, Options options) {
        int dim = (int) state.get(DIM).values()[0];
        TrainingConfig.Components components =
                config(options).resolve(1, dim, Scaling.NONE).settings().components();
        return Optional.of(new DenoisingFormula(components.graph(), noise(dim, options)));
    }

    private static DenoisingNoise noise(int dim, Options options) {
        return DenoisingNoise.of(dim, options.get(LEVELS), options.get(DRAWS), options.get(LEAST), options.get(MOST));
    }

    private Denoising denoising(Map<String, Array> state, Options options) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        state.forEach((name, array) -> {
            if (!name.equals(VALIDATED) && !name.equals(DIM)) {
                long[] shape = new long[array.shape().rank()];
                Arrays.setAll(shape, i -> array.shape().dim(i));
                weights.put(name, Tensor.ofDoubles(array.values(), shape));
            }
        });
        int dim = (int) state.get(DIM).values()[0];
        // what a run leaves open has no influence on a trained model
        ResolvedConfig settled = config(options).resolve(1, dim, Scaling.NONE);
        TrainedModel model = new TrainedModel(settled, untouched(dim), weights);
        DeviceModel trained = new DeviceModel(model, device.catalog(), device.backend(), device.threads());
        return new Denoising(trained, noise(dim, options));
    }

    /**
     * Validation rows were not learned from, and their scores are as they are. Those of all other rows are moved and stretched
     * so that they have the median and the quartiles of these.
     */
    @Override
    public Optional<double[]> leftOut(Rows rows, Map<String, Array> state, Options options, int[] which) {
        Denoising denoising = denoising(state, options);
        double[] validated = scores(denoising, rows, indices(state.get(VALIDATED)));
        double[] all = scores(denoising, rows, which);
        double[] sorted = validated.clone();
        Arrays.sort(sorted);
        int[] held = indices(state.get(VALIDATED));
        int[] learned = IntStream.range(0, which.length)
                .filter(i -> Arrays.binarySearch(held, which[i]) < 0)
                .toArray();
        double[] own = IntStream.of(learned).mapToDouble(i -> all[i]).sorted().toArray();
        if (own.length == 0) {
            return Optional.of(all);
        }
        double scale = (quantile(sorted, 0.75) - quantile(sorted, 0.25))
                / Math.max(1e-9, quantile(own, 0.75) - quantile(own, 0.25));
        for (int i : learned) {
            all[i] = quantile(sorted, 0.5) + (all[i] - quantile(own, 0.5)) * Math.clamp(scale, 0.5, 2);
        }
        return Optional.of(all);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static int[] indices(Array array) {
        return Arrays.stream(array.values()).mapToInt(v -> (int) v).toArray();
    }

    private static double[] scores(Denoising denoising, Rows rows, int[] which) {
        float[] values = dataset(rows, which).values();
        double[] out = new double[which.length];
        denoising.scores(values, which.length, out, 0);
        return out;
    }
}
