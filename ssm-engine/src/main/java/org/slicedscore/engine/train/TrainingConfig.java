package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Projection;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.LinearFamilyGraph;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Scaling;

/**
 * Everything that a training run depends on besides its rows. What needs the rows to be known (a batch size that is left
 * open, the interval between evaluations) is 0 until {@link #resolve} fills it in.
 *
 * @param model the model and its options
 * @param objective the objective and its options
 * @param projection the distribution of directions and its options
 * @param projections M, directions a row, at least 1
 * @param optimizer the optimiser and its options
 * @param learningRate the full rate; 0 is automatic
 * @param schedule how the rate goes
 * @param warmup steps over which the rate first climbs
 * @param epochs passes over the training rows at most; 0 is automatic
 * @param steps steps at most; 0 leaves it to the epochs
 * @param batchSize rows a step; 0 is automatic
 * @param clip largest global norm of the gradient; 0 for none
 * @param ema decay of the average of weights; 0 for none
 * @param validation share of the rows held out
 * @param patience evaluations without a new best before stopping; 0 for never
 * @param evaluateEvery steps between evaluations; 0 is automatic
 * @param preprocess none, standardize, whiten or auto
 * @param dequantize auto, on or off
 * @param noise standard deviation as text, or auto
 * @param seed what all random numbers depend on
 * @param backend auto, ID or ID:DEVICE
 * @param threads threads of the host; 0 for all
 * @param checkpointEvery steps between checkpoints; 0 for every few seconds
 * @param keepCheckpoints how many of the latest stay
 */
public record TrainingConfig(
        PluginChoice model,
        PluginChoice objective,
        PluginChoice projection,
        int projections,
        PluginChoice optimizer,
        double learningRate,
        Schedule schedule,
        int warmup,
        int epochs,
        int steps,
        int batchSize,
        double clip,
        double ema,
        double validation,
        int patience,
        int evaluateEvery,
        String preprocess,
        String dequantize,
        String noise,
        long seed,
        String backend,
        int threads,
        int checkpointEvery,
        int keepCheckpoints) {
    private static final String AUTO = "auto";
    private static final List<String> PREFIXES = List.of("model.", "objective.", "projection.", "optimizer.");
    private static final Option<Integer> BATCH =
            Option.integer("batch-size", 1, 1, Integer.MAX_VALUE, Settings.BATCH_SIZE.doc());
    private static final Option<Integer> PASSES =
            Option.integer("epochs", 1, 1, Integer.MAX_VALUE, Settings.EPOCHS.doc());
    private static final Option<Double> DEVIATION =
            Option.number("noise", 0, 0, Double.POSITIVE_INFINITY, Settings.NOISE.doc());
    private static final int USUAL_BATCH = 128;
    private static final double USUAL_INPUTS = 128;
    private static final int USUAL_EPOCHS = 500;
    private static final long FEWEST_STEPS = 5_000;
    private static final long MOST_STEPS = 20_000;

    /** Whitening turns D×D matrices on the host and needs enough rows to know all correlations. */
    private static final int WHITEN_DIM = 256;

    private static final int WHITEN_ROWS_A_COLUMN = 5;
    private static final Option<Double> RATE =
            Option.number("lr", 1, 1e-12, Double.POSITIVE_INFINITY, Settings.LR.doc());

    /**
     * Reads settings strictly. Names are those of {@link Settings}, and {@code model.NAME}, {@code objective.NAME}, {@code
     * projection.NAME} and {@code optimizer.NAME} for the options of the chosen plug-ins.
     *
     * @param given name to text
     * @param catalog where plug-ins are
     * @return the configuration, with defaults for what is not given
     * @throws SsmException of kind USAGE on an unknown name (with the nearest valid one) or a bad value
     */
    public static TrainingConfig parse(Map<String, String> given, Catalog catalog) {
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, Map<String, String>> nested = new LinkedHashMap<>();
        PREFIXES.forEach(p -> nested.put(p, new LinkedHashMap<>()));
        given.forEach((name, text) -> {
            String prefix =
                    PREFIXES.stream().filter(name::startsWith).findFirst().orElse("");
            (prefix.isEmpty() ? plain : nested.get(prefix)).put(name.substring(prefix.length()), text);
        });
        List<String> valid =
                new ArrayList<>(Settings.ALL.stream().map(Option::name).toList());
        for (String name : plain.keySet()) {
            if (!valid.contains(name)) {
                throw SsmException.usage("unknown setting '%s'; %s", name, Names.hint(name, valid));
            }
        }
        Options o = Options.parse("training", Settings.ALL, plain);
        String lr = o.get(Settings.LR).strip();
        String batch = o.get(Settings.BATCH_SIZE).strip();
        String passes = o.get(Settings.EPOCHS).strip();
        String noise = o.get(Settings.NOISE).strip();
        String preprocess = o.get(Settings.PREPROCESS).strip();
        if (!noise.equals(AUTO)) {
            noise = DEVIATION.parse(noise).toString();
        }
        if (!preprocess.equals(AUTO)) {
            preprocess = Scaling.of(preprocess).id();
        }
        PrepareOptions.Dequantize.of(o.get(Settings.DEQUANTIZE).strip());
        return new TrainingConfig(
                choose(PluginKind.MODEL, o.get(Settings.MODEL), nested, catalog),
                choose(PluginKind.OBJECTIVE, o.get(Settings.OBJECTIVE), nested, catalog),
                choose(PluginKind.PROJECTION, o.get(Settings.PROJECTION), nested, catalog),
                o.get(Settings.PROJECTIONS),
                choose(PluginKind.OPTIMIZER, o.get(Settings.OPTIMIZER), nested, catalog),
                lr.equals(AUTO) ? 0 : RATE.parse(lr),
                o.get(Settings.SCHEDULE),
                o.get(Settings.WARMUP),
                passes.equals(AUTO) ? 0 : PASSES.parse(passes),
                o.get(Settings.STEPS),
                batch.equals(AUTO) ? 0 : BATCH.parse(batch),
                o.get(Settings.CLIP),
                o.get(Settings.EMA),
                o.get(Settings.VALIDATION),
                o.get(Settings.PATIENCE),
                o.get(Settings.EVALUATE_EVERY),
                preprocess,
                o.get(Settings.DEQUANTIZE).strip(),
                noise,
                seed(o.get(Settings.SEED)),
                o.get(Settings.BACKEND).strip(),
                o.get(Settings.THREADS),
                o.get(Settings.CHECKPOINT_EVERY),
                o.get(Settings.KEEP));
    }

    private static PluginChoice choose(
            PluginKind kind, String name, Map<String, Map<String, String>> nested, Catalog catalog) {
        return PluginChoice.resolve(kind, name.strip(), nested.get(kind.word() + "."), catalog);
    }

    /**
     * The plug-ins that a run is made with, besides its backend.
     *
     * @return by the kind's word, such as {@code model}
     */
    public Map<String, PluginChoice> plugins() {
        Map<String, PluginChoice> map = new LinkedHashMap<>();
        map.put(PluginKind.MODEL.word(), model);
        map.put(PluginKind.OBJECTIVE.word(), objective);
        map.put(PluginKind.PROJECTION.word(), projection);
        map.put(PluginKind.OPTIMIZER.word(), optimizer);
        return map;
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw Problem.usage(Subject.setting("seed"))
                    .found("'%s'", text)
                    .expected("a whole number of at most 64 bits")
                    .exception();
        }
    }

    /**
     * The settings as {@link #parse} reads them; parsing them gives an equal configuration.
     *
     * @return name to text, in the order of {@link Settings#ALL}, plug-ins' options behind
     */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("model", model.name());
        map.put("objective", objective.name());
        map.put("projection", projection.name());
        map.put("projections", Integer.toString(projections));
        map.put("optimizer", optimizer.name());
        map.put("lr", learningRate == 0 ? AUTO : Double.toString(learningRate));
        map.put("schedule", Settings.SCHEDULE.format(schedule));
        map.put("warmup", Integer.toString(warmup));
        map.put("epochs", epochs == 0 ? AUTO : Integer.toString(epochs));
        map.put("steps", Integer.toString(steps));
        map.put("batch-size", batchSize == 0 ? AUTO : Integer.toString(batchSize));
        map.put("clip", Double.toString(clip));
        map.put("ema", Double.toString(ema));
        map.put("validation", Double.toString(validation));
        map.put("patience", Integer.toString(patience));
        map.put("evaluate-every", Integer.toString(evaluateEvery));
        map.put("preprocess", preprocess);
        map.put("dequantize", dequantize);
        map.put("noise", noise);
        map.put("seed", Long.toString(seed));
        map.put("backend", backend);
        map.put("threads", Integer.toString(threads));
        map.put("checkpoint-every", Integer.toString(checkpointEvery));
        map.put("keep-checkpoints", Integer.toString(keepCheckpoints));
        model.options().forEach((k, v) -> map.put("model." + k, v));
        objective.options().forEach((k, v) -> map.put("objective." + k, v));
        projection.options().forEach((k, v) -> map.put("projection." + k, v));
        optimizer.options().forEach((k, v) -> map.put("optimizer." + k, v));
        return map;
    }

    /**
     * This configuration with some settings changed.
     *
     * @param changes name to text, as for {@link #parse}
     * @param catalog where plug-ins are
     * @return the new configuration
     * @throws SsmException as {@link #parse}
     */
    public TrainingConfig with(Map<String, String> changes, Catalog catalog) {
        Map<String, String> map = toMap();
        map.putAll(changes);
        return parse(map, catalog);
    }

    /**
     * Fills in what depends on the number of rows.
     *
     * @param trainRows rows to learn from
     * @param dim D
     * @param catalog where plug-ins are
     * @return this configuration with learning rate, batch size, epochs and preprocessing settled
     * @throws SsmException of kind USAGE if the batch size is larger than the number of rows
     */
    public TrainingConfig resolve(int trainRows, int dim, Catalog catalog) {
        int usualBatch = catalog.model(model.name()).batchSize().orElse(USUAL_BATCH);
        int batch = batchSize == 0 ? Math.min(usualBatch, trainRows) : batchSize;
        if (batch > trainRows) {
            throw Problem.usage(Subject.setting("batch-size"))
                    .found("%d", batch)
                    .expected("at most %d, the number of training rows", trainRows)
                    .exception();
        }
        long perEpoch = trainRows / batch;
        long usual = Math.clamp(USUAL_EPOCHS * perEpoch, FEWEST_STEPS, MOST_STEPS);
        long passes = epochs == 0 ? (usual + perEpoch - 1) / perEpoch : epochs;
        return with(
                Map.of(
                        "lr",
                        Double.toString(learningRate(dim, catalog)),
                        "batch-size",
                        Integer.toString(batch),
                        "epochs",
                        Long.toString(passes),
                        "preprocess",
                        scaling(trainRows, dim).id()),
                catalog);
    }

    /**
     * The full learning rate. Where it is left open it is the model's for the default optimiser, if it has one, else the
     * optimiser's own, less in inverse proportion for layers of
     * more than 128 inputs: a step moves a sum over that many inputs so much further.
     *
     * @param dim D
     * @param catalog where plug-ins are
     * @return the rate, positive
     */
    public double learningRate(int dim, Catalog catalog) {
        if (learningRate > 0) {
            return learningRate;
        }
        Components c = components(catalog);
        if (c.model().learningRate().isPresent() && optimizer.id().equals(Settings.OPTIMIZER.defaultValue())) {
            return c.model().learningRate().getAsDouble();
        }
        int inputs = new ModelGraph(c.model(), c.modelOptions(), dim)
                .parameters().values().stream()
                        .filter(p -> p.shape().rank() >= 2)
                        .mapToInt(p -> p.shape().last())
                        .max()
                        .orElse(1);
        return c.optimizer().defaultLearningRate() * Math.min(1, USUAL_INPUTS / inputs);
    }

    /**
     * The last step, if nothing stops training before.
     *
     * @param stepsPerEpoch steps of a pass
     * @return at least 1
     */
    public long totalSteps(long stepsPerEpoch) {
        long all = Math.multiplyExact(epochs, stepsPerEpoch);
        return steps == 0 ? all : Math.min(steps, all);
    }

    /**
     * How rows are prepared.
     *
     * @param trainRows rows to learn from
     * @param dim D
     * @return the options, with the scaling settled
     */
    public PrepareOptions preparation(int trainRows, int dim) {
        return new PrepareOptions(
                scaling(trainRows, dim),
                PrepareOptions.Dequantize.of(dequantize),
                noise.equals(AUTO) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(noise)),
                seed);
    }

    private Scaling scaling(int trainRows, int dim) {
        if (!preprocess.equals(AUTO)) {
            return Scaling.of(preprocess);
        }
        return dim <= WHITEN_DIM && trainRows >= WHITEN_ROWS_A_COLUMN * dim ? Scaling.WHITEN : Scaling.STANDARDIZE;
    }

    /**
     * The chosen plug-ins, ready for use.
     *
     * @param catalog where plug-ins are
     * @return plug-ins and options
     * @throws SsmException of kind USAGE if one is not there any more
     */
    public Components components(Catalog catalog) {
        Model m = catalog.model(model.name());
        Objective l = catalog.objective(objective.name());
        Projection p = catalog.projection(projection.name());
        Optimizer o = catalog.optimizer(optimizer.name());
        return new Components(
                m,
                model.read("model", m),
                l,
                objective.read("objective", l),
                p,
                projection.read("projection", p),
                o,
                optimizer.read("optimizer", o));
    }

    /**
     * Plug-ins and their options.
     *
     * @param model the model
     * @param modelOptions its options
     * @param objective the objective
     * @param objectiveOptions its options
     * @param projection the projection
     * @param projectionOptions its options
     * @param optimizer the optimiser
     * @param optimizerOptions its options
     */
    public record Components(
            Model model,
            Options modelOptions,
            Objective objective,
            Options objectiveOptions,
            Projection projection,
            Options projectionOptions,
            Optimizer optimizer,
            Options optimizerOptions) {
        private static final String FIT = "fit.";

        /**
         * The model's formula, its parameters not declared yet.
         *
         * @return a new graph
         */
        public ModelGraph graph() {
            return new ModelGraph(model, modelOptions);
        }

        /**
         * Whether the model has coefficients that are fitted in closed form.
         *
         * @return true for an exponential family
         */
        public boolean linear() {
            return model instanceof ExponentialFamily;
        }

        /**
         * What the objective sees of the model, with fresh directions and noise at every step.
         *
         * @param graph the model
         * @param rows [B,D]
         * @param directions M
         * @return the score function
         */
        public ScoreGraph score(ModelGraph graph, Expr rows, int directions) {
            return new ScoreGraph(
                    graph,
                    rows,
                    Directions.random(projection, projectionOptions, directions),
                    Noise.RANDOM,
                    objectiveOptions);
        }

        /**
         * What the fit of an exponential family's coefficients sees of it, with directions and noise of its own.
         *
         * @param graph the model
         * @param rows [B,D]
         * @param directions M
         * @param weights of the rows, [B]; null for 1
         * @return the sums that the coefficients follow from
         */
        public CoefficientFit fit(ModelGraph graph, Expr rows, int directions, Expr weights) {
            Directions own = Directions.random(projection, projectionOptions, directions, FIT + Directions.PURPOSE);
            Noise noise = (purpose, shape) -> Noise.RANDOM.sample(FIT + purpose, shape);
            LinearFamily family = new LinearFamilyGraph(graph, rows, own, noise, objectiveOptions);
            return CoefficientFit.of(objective.quadratic(family), weights);
        }
    }
}
