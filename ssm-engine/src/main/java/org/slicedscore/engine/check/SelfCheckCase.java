package org.slicedscore.engine.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.InitialValues;

/** One model, objective or projection of a {@link SelfCheck}. */
final class SelfCheckCase {
    /** D: too small to fill a vector, and even, because some models split columns into halves. */
    static final int DIM = 6;

    private static final int ROWS = 5;
    private static final long SEED = 20190722;

    /** Step of central differences in double precision: both errors are then near 1e-10 of the function. */
    private static final double STEP = 1e-5;

    private static final double DIFFERENCE_TOLERANCE = 1e-6;

    /** Safety factor on the disagreement of two steps, one a quarter of the other. */
    private static final double DOUBT = 4;

    private static final String GRADIENT = "grad.";

    /** The scale of a gradient is at least this share of the largest element of all gradients. */
    private static final double CANCELLED = 1e-3;

    private final String name;
    private final Backend oracle;
    private final Backend tested;
    private final double tolerance;
    private final List<CheckReport.Case> cases;
    private final double[] rows = numbers("rows", ROWS * DIM);

    /**
     * A case.
     *
     * @param name its name in reports
     * @param oracle computes in double precision
     * @param tested compared with the oracle; null to compare the oracle with finite differences
     * @param tolerance relative error allowed
     * @param cases receives the results
     */
    SelfCheckCase(String name, Backend oracle, Backend tested, double tolerance, List<CheckReport.Case> cases) {
        this.name = name;
        this.oracle = oracle;
        this.tested = tested;
        this.tolerance = tolerance;
        this.cases = cases;
    }

    String name() {
        return name;
    }

    void fail(String message) {
        cases.add(new CheckReport.Case(name, "", Double.NaN, Double.NaN, tolerance, false, message));
    }

    /** The random directions; skipped for the oracle, which has nothing to compare them with. */
    void directions(Projection projection, int count) {
        if (tested != null) {
            Map<String, Expr> outputs = Map.of(
                    "directions",
                    Directions.random(projection, Options.defaults(projection.options()), count)
                            .sample(ROWS, DIM));
            compare(outputs, Map.of(), 1);
        }
    }

    /** Log-density, score and curvature. */
    void values(Model model, Projection projection, int directions) {
        ModelGraph graph = new ModelGraph(model, small(model), DIM);
        ScoreGraph score = score(graph, projection, directions, Options.NONE);
        Map<String, double[]> parameters = parameters(graph);
        Map<String, Expr> outputs = new LinkedHashMap<>();
        if (graph.hasLogDensity()) {
            outputs.put("log_density", score.logDensity());
        }
        outputs.put("score", score.score());
        outputs.put("curvature", score.curvatures());
        outputs.put("directions", score.directions());
        if (tested != null) {
            outputs.remove("directions");
            compare(outputs, parameters, 1);
            return;
        }
        double[] along = run(oracle, outputs, parameters, rows).get("directions");
        // every row along its first direction; rows are independent
        Map<String, double[]> plus = run(oracle, outputs, parameters, moved(rows, along, STEP));
        Map<String, double[]> here = run(oracle, outputs, parameters, rows);
        Map<String, double[]> minus = run(oracle, outputs, parameters, moved(rows, along, -STEP));
        double[] slope = new double[ROWS];
        double[] bend = new double[ROWS];
        double[] slopeDifference = new double[ROWS];
        double[] bendDifference = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            bend[r] = here.get("curvature")[r];
            for (int j = r * DIM; j < (r + 1) * DIM; j++) {
                slope[r] += here.get("score")[j] * along[j];
                bendDifference[r] += (plus.get("score")[j] - minus.get("score")[j]) / (2 * STEP) * along[j];
            }
            if (graph.hasLogDensity()) {
                slopeDifference[r] = (plus.get("log_density")[r] - minus.get("log_density")[r]) / (2 * STEP);
            }
        }
        if (graph.hasLogDensity()) {
            compare("score against differences", slope, slopeDifference, 0, DIFFERENCE_TOLERANCE);
        }
        compare("curvature against differences", bend, bendDifference, 0, DIFFERENCE_TOLERANCE);
    }

    /** The loss and all parameter gradients. */
    void loss(Model model, Objective objective, Options options, Projection projection, int directions) {
        ModelGraph graph = new ModelGraph(model, small(model), DIM);
        Expr loss =
                objective.loss(score(graph, projection, directions, options)).mean();
        Map<String, double[]> parameters = parameters(graph);
        List<String> names = new ArrayList<>(graph.parameters().keySet());
        List<Expr> gradients = Autodiff.grad(
                loss,
                names.stream().map(n -> graph.parameters().get(n).variable()).toList());
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("loss", loss);
        for (int i = 0; i < names.size(); i++) {
            outputs.put(GRADIENT + names.get(i), gradients.get(i));
        }
        if (tested != null) {
            compare(outputs, parameters, objective.roundingGain(options));
            return;
        }
        Map<String, double[]> here = run(oracle, outputs, parameters, rows);
        Map<String, Expr> onlyLoss = Map.of("loss", loss);
        double allowed = DIFFERENCE_TOLERANCE * objective.roundingGain(options);
        for (String parameter : names) {
            double[] along = numbers("along." + parameter, parameters.get(parameter).length);
            double slope = 0;
            double scale = 0;
            double[] gradient = here.get(GRADIENT + parameter);
            for (int i = 0; i < along.length; i++) {
                slope += gradient[i] * along[i];
                scale += Math.abs(gradient[i] * along[i]);
            }
            double difference = difference(onlyLoss, parameters, parameter, along, STEP);
            // how much two step sizes disagree shows how far a difference can be trusted at sharp bends
            double doubt = Math.abs(difference - difference(onlyLoss, parameters, parameter, along, STEP / 4));
            double error = Math.abs(slope - difference);
            // a derivative that is zero by symmetry is compared on the scale of the terms that cancelled
            double relative =
                    Math.max(0, error - DOUBT * doubt) / Math.max(scale, 1e-3 * (1 + Math.abs(here.get("loss")[0])));
            cases.add(new CheckReport.Case(
                    name,
                    GRADIENT + parameter + " against differences",
                    error,
                    relative,
                    allowed,
                    relative <= allowed,
                    ""));
        }
    }

    private double difference(
            Map<String, Expr> loss, Map<String, double[]> at, String parameter, double[] along, double step) {
        return (lossAt(loss, at, parameter, along, step) - lossAt(loss, at, parameter, along, -step)) / (2 * step);
    }

    private static Options small(Model model) {
        return Options.parse(new Subject.Plugin("model", model.id()), model.options(), model.optionsForChecks());
    }

    private double lossAt(
            Map<String, Expr> loss, Map<String, double[]> at, String parameter, double[] along, double step) {
        Map<String, double[]> parameters = new HashMap<>(at);
        parameters.put(parameter, moved(at.get(parameter), along, step));
        return run(oracle, loss, parameters, rows).get("loss")[0];
    }

    private static ScoreGraph score(ModelGraph graph, Projection projection, int directions, Options options) {
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(ROWS, DIM)));
        return new ScoreGraph(
                graph,
                x,
                Directions.random(projection, Options.defaults(projection.options()), directions),
                Noise.RANDOM,
                options);
    }

    /** Initial values, moved a little so that parameters that start at zero or one matter too. */
    private static Map<String, double[]> parameters(ModelGraph graph) {
        InitialValues initial = new InitialValues(SEED, null);
        Map<String, double[]> parameters = new LinkedHashMap<>();
        graph.parameters().forEach((name, p) -> {
            double[] first = initial.of(name, p.shape(), p.init());
            parameters.put(name, moved(first, numbers("jitter." + name, first.length), 0.05));
        });
        return parameters;
    }

    private static double[] moved(double[] from, double[] along, double step) {
        double[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] += step * along[i];
        }
        return to;
    }

    private static double[] numbers(String purpose, int count) {
        RandomStream random = new RandomStream(SEED, "check." + purpose);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            // rounded to float, so that all backends get the same numbers
            numbers[i] = (float) random.normal();
        }
        return numbers;
    }

    private void compare(Map<String, Expr> outputs, Map<String, double[]> parameters, double gain) {
        Map<String, double[]> narrow = new LinkedHashMap<>();
        parameters.forEach((key, values) -> {
            double[] floats = values.clone();
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) floats[i];
            }
            narrow.put(key, floats);
        });
        Map<String, double[]> expected = run(oracle, outputs, narrow, rows);
        Map<String, double[]> actual = run(tested, outputs, narrow, rows);
        // a gradient that is zero by cancellation has the rounding errors of the others
        double floor = CANCELLED
                * gain
                * expected.entrySet().stream()
                        .filter(e -> e.getKey().startsWith(GRADIENT))
                        .flatMapToDouble(e -> Arrays.stream(e.getValue()))
                        .map(Math::abs)
                        .max()
                        .orElse(0);
        outputs.keySet()
                .forEach(key -> compare(
                        key, actual.get(key), expected.get(key), key.startsWith(GRADIENT) ? floor : 0, tolerance));
    }

    private void compare(String tensor, double[] actual, double[] expected, double floor, double allowed) {
        double error = 0;
        double largest = floor;
        for (int i = 0; i < actual.length; i++) {
            error = Math.max(error, Math.abs(actual[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        double relative = largest == 0 ? error : error / largest;
        cases.add(new CheckReport.Case(name, tensor, error, relative, allowed, relative <= allowed, ""));
    }

    private static Map<String, double[]> run(
            Backend backend, Map<String, Expr> outputs, Map<String, double[]> parameters, double[] rows) {
        List<Primitive.Variable> variables = parameters.entrySet().stream()
                .map(e -> new Primitive.Variable(e.getKey(), Shape.of(e.getValue().length)))
                .toList();
        try (Workspace workspace = new Workspace(backend).allocate(variables, parameters::get)) {
            return workspace.values("check", outputs, input -> rows, SEED, 1);
        }
    }
}
