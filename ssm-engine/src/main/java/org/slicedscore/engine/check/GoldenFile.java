package org.slicedscore.engine.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.LinearFamilyGraph;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.device.Workspace;

/** One file of golden vectors. */
final class GoldenFile {
    private static final String PARAMETER = "param.";
    private static final String LOSS = "loss.";
    private static final String GRADIENT = "grad.";
    private static final String LEVEL = "level";
    private static final String FIT_OBJECTIVE = "ssm";

    /** A gradient this small relative to the largest of its loss counts as zero. */
    private static final double ROUNDING = 1e-12;

    private final String name;
    private final TensorFile file;
    private final Backend backend;
    private final double tolerance;
    private final Function<String, Optional<Model>> models;
    private final Function<String, Optional<Objective>> objectives;

    /** Expected tensors not yet reported on. */
    private final Set<String> open = new LinkedHashSet<>();

    /** The closed-form coefficients of an exponential family; null for other models. */
    private Expr coefficients;

    /** σ of each row; null where the file has none. */
    private Expr level;

    private List<CheckReport.Case> cases;
    private List<CheckReport.Skip> skipped;

    GoldenFile(
            String name,
            TensorFile file,
            Backend backend,
            double tolerance,
            Function<String, Optional<Model>> models,
            Function<String, Optional<Objective>> objectives) {
        this.name = name;
        this.file = file;
        this.backend = backend;
        this.tolerance = tolerance;
        this.models = models;
        this.objectives = objectives;
    }

    /**
     * Collects results in the given lists.
     *
     * @throws SsmException if the file cannot be used at all
     */
    void check(List<CheckReport.Case> toCases, List<CheckReport.Skip> toSkipped) {
        cases = toCases;
        skipped = toSkipped;
        String kind = file.metadata().get("kind");
        if (kind == null) {
            throw Problem.data(name)
                    .says("no 'kind' in its metadata: not a file of golden vectors")
                    .exception();
        }
        Optional<Model> model = models.apply(kind);
        if (model.isEmpty()) {
            skipped.add(new CheckReport.Skip(name, "", "model '" + kind + "' is not installed"));
            return;
        }
        int[] rows = shape("x");
        if (rows.length != 2) {
            throw Problem.data(name)
                    .says("tensor 'x' has shape %s", Arrays.toString(rows))
                    .expected("[B,D]")
                    .exception();
        }
        Expr x = input("x", rows);
        Options options = options("model", model.get());
        ModelGraph graph = file.tensors().containsKey("fit.x") && model.get() instanceof ExponentialFamily
                ? fitted(new ModelGraph(model.get(), options), rows[1])
                : new ModelGraph(model.get(), options, rows[1]);
        if (file.tensors().containsKey(LEVEL)) {
            level = leaf(LEVEL, Shape.of(rows[0]));
            graph = graph.at(level);
        }
        checkParameters(graph);
        try (Workspace workspace = new Workspace(backend)
                .allocate(
                        Workspace.parameters(graph),
                        p -> file.tensor(PARAMETER + p).toDoubles())) {
            for (String tensor : file.tensors().keySet()) {
                if (!tensor.startsWith(PARAMETER)) {
                    open.add(tensor);
                }
            }
            open.removeAll(Set.of("x", "v", "eps", LEVEL, "fit.x", "fit.v"));
            checkValues(graph, x, workspace);
            checkLosses(graph, x, workspace);
        }
        open.forEach(
                tensor -> skipped.add(new CheckReport.Skip(name, tensor, "nothing is known of a tensor of this name")));
    }

    /**
     * An exponential family with the coefficients that sliced score matching fits on the rows {@code fit.x} along the
     * directions {@code fit.v}, one per row, for every loss.
     */
    private ModelGraph fitted(ModelGraph graph, int dim) {
        int n = shape("fit.x")[0];
        Shape shape = Shape.of(n, dim);
        Directions given = Directions.given(leaf("fit.v", shape).expand(0), 1);
        Objective ssm = objectives
                .apply(FIT_OBJECTIVE)
                .orElseThrow(() -> Problem.data(name)
                        .says("its coefficients are fitted with objective '%s', which is not installed", FIT_OBJECTIVE)
                        .exception());
        LinearFamilyGraph family =
                new LinearFamilyGraph(graph, leaf("fit.x", shape), given, Noise.RANDOM, Options.NONE);
        coefficients = CoefficientFit.of(ssm.quadratic(family), null).coefficients(Expr.constant(n), graph.ridge());
        return graph.with(coefficients);
    }

    // ---- computed results ----------------------------------------------------------------------------------------

    private void checkValues(ModelGraph graph, Expr x, Workspace workspace) {
        ScoreGraph score = score(graph, x, Options.NONE);
        Map<String, Supplier<Expr>> known = new LinkedHashMap<>();
        known.put("log_density", score::logDensity);
        known.put("score", score::score);
        known.put("vs", score::slope);
        known.put("vhv", score::curvatures);
        known.put("trace", score::trace);
        if (coefficients != null) {
            known.put(ExponentialFamily.COEFFICIENTS, () -> coefficients);
        }
        Map<String, Expr> values = new LinkedHashMap<>();
        known.forEach((tensor, value) -> {
            if (open.remove(tensor)) {
                build(List.of(tensor), () -> values.put(tensor, value.get()));
            }
        });
        run("values", values, workspace);
    }

    private void checkLosses(ModelGraph graph, Expr x, Workspace workspace) {
        Map<String, List<String>> byObjective = new LinkedHashMap<>();
        for (String tensor : open) {
            if (tensor.startsWith(LOSS) || tensor.startsWith(GRADIENT)) {
                byObjective
                        .computeIfAbsent(tensor.split("\\.", 3)[1], k -> new ArrayList<>())
                        .add(tensor);
            }
        }
        byObjective.forEach((key, tensors) -> {
            tensors.forEach(open::remove);
            String id = key.replace('_', '-');
            Optional<Objective> objective = objectives.apply(id);
            if (objective.isEmpty()) {
                skipped.add(new CheckReport.Skip(
                        name, LOSS + key, "objective '" + id + "' is not installed; nor are its gradients compared"));
                return;
            }
            Options options = options("objective", objective.get());
            Map<String, Expr> values = new LinkedHashMap<>();
            build(tensors, () -> values.putAll(loss(score(graph, x, options), graph, objective.get(), key, tensors)));
            run(id, values, workspace);
        });
    }

    private Map<String, Expr> loss(
            ScoreGraph score, ModelGraph graph, Objective objective, String key, List<String> tensors) {
        Expr loss = level == null
                ? objective.loss(score).mean()
                : objective
                        .loss(score.perturbed(level))
                        .mul(NoiseLevels.weight(level))
                        .mean();
        Map<String, Expr> values = new LinkedHashMap<>();
        List<Expr> variables = new ArrayList<>();
        List<String> gradients = new ArrayList<>();
        for (String tensor : tensors) {
            if (tensor.equals(LOSS + key)) {
                values.put(tensor, loss);
                continue;
            }
            String prefix = GRADIENT + key + ".";
            String parameter = tensor.startsWith(prefix) ? tensor.substring(prefix.length()) : "";
            ModelGraph.Parameter p = graph.parameters().get(parameter);
            if (p == null) {
                fail(tensor, "the model has no parameter '" + parameter + "'");
            } else {
                variables.add(p.variable());
                gradients.add(tensor);
            }
        }
        List<Expr> all = Autodiff.grad(loss, variables);
        for (int i = 0; i < gradients.size(); i++) {
            values.put(gradients.get(i), all.get(i));
        }
        return values;
    }

    private ScoreGraph score(ModelGraph graph, Expr x, Options options) {
        return new ScoreGraph(graph, x, new FromFile(), (purpose, shape) -> leaf("eps", shape), options);
    }

    /** The file's directions. Golden vectors have E[vvᵀ] = I. */
    private final class FromFile implements Directions {
        @Override
        public Expr sample(int rows, int dimension) {
            int[] v = shape("v");
            int m = v.length == 3 ? v[0] : 1;
            return leaf("v", Shape.of(m, rows, dimension));
        }

        @Override
        public OptionalDouble secondMoment(int dimension) {
            return OptionalDouble.of(1);
        }

        @Override
        public String name() {
            return "the directions of " + name;
        }
    }

    /** Builds expressions. If that fails, the tensors fail, or are skipped if the model refused on purpose. */
    private void build(List<String> tensors, Runnable builder) {
        try {
            builder.run();
        } catch (SsmException e) {
            for (String tensor : tensors) {
                if (e.kind() == SsmException.Kind.USAGE) {
                    skipped.add(new CheckReport.Skip(name, tensor, e.getMessage()));
                } else {
                    fail(tensor, e.getMessage());
                }
            }
        }
    }

    private void run(String what, Map<String, Expr> values, Workspace workspace) {
        if (!values.isEmpty()) {
            workspace
                    .values(
                            name + " " + what,
                            values,
                            input -> file.tensor(input).toDoubles(),
                            0,
                            0)
                    .forEach((tensor, actual) ->
                            compare(tensor, values.get(tensor).shape(), actual));
        }
    }

    private void compare(String tensor, Shape shape, double[] actual) {
        double[] expected = file.tensor(tensor).toDoubles();
        if (expected.length != actual.length) {
            fail(tensor, "has shape " + Arrays.toString(shape(tensor)) + ", expected " + shape);
            return;
        }
        double error = 0;
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            double e = Math.abs(actual[i] - expected[i]);
            error = Math.max(error, e); // keeps NaN
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        double scale = scale(tensor, largest);
        double relative = scale == 0 ? error : error / scale;
        cases.add(new CheckReport.Case(name, tensor, error, relative, tolerance, relative <= tolerance, ""));
    }

    /**
     * The scale of errors: the largest expected element. A gradient that is zero up to rounding, such as that of a
     * bias that cancels, is measured by the largest gradient of the same loss.
     */
    private double scale(String tensor, double largest) {
        if (!tensor.startsWith(GRADIENT)) {
            return largest;
        }
        String loss = tensor.substring(0, tensor.indexOf('.', GRADIENT.length()) + 1);
        double all = file.tensors().entrySet().stream()
                .filter(e -> e.getKey().startsWith(loss))
                .flatMapToDouble(e -> Arrays.stream(e.getValue().toDoubles()))
                .map(Math::abs)
                .max()
                .orElse(0);
        return largest <= ROUNDING * all ? all : largest;
    }

    private void fail(String tensor, String message) {
        cases.add(new CheckReport.Case(name, tensor, Double.NaN, Double.NaN, tolerance, false, message));
    }

    // ---- file contents------ --------------------------------------------------------------------------------------

    /** A plug-in's option values from the metadata, lists written without brackets. */
    private Options options(String owner, Plugin plugin) {
        Map<String, String> given = new HashMap<>();
        for (Option<?> option : plugin.options()) {
            String key =
                    option.name().equals("activation") ? "act" : option.name().replace('-', '_');
            String text = file.metadata().getOrDefault(key, file.metadata().get(option.name()));
            if (text != null) {
                given.put(option.name(), text.replaceAll("[\\[\\]\\s]", ""));
            }
        }
        return Options.parse(name + ": " + owner + " '" + plugin.id() + "'", plugin.options(), given);
    }

    /** Checks that the file has exactly the model's parameters. */
    private void checkParameters(ModelGraph graph) {
        Set<String> parameters = graph.parameters().keySet();
        graph.parameters().values().forEach(p -> elements(PARAMETER + p.name(), p.shape()));
        for (String tensor : file.tensors().keySet()) {
            if (tensor.startsWith(PARAMETER) && !parameters.contains(tensor.substring(PARAMETER.length()))) {
                throw Problem.data(name)
                        .says(
                                "tensor '%s' is no parameter of model '%s', which has %s",
                                tensor, graph.model().id(), String.join(", ", parameters))
                        .exception();
            }
        }
    }

    private double[] elements(String tensor, Shape expected) {
        if (!Arrays.equals(shape(tensor), expected.toArray())) {
            throw Problem.data(name)
                    .says("tensor '%s' has shape %s", tensor, Arrays.toString(shape(tensor)))
                    .expected("%s", expected)
                    .exception();
        }
        return file.tensor(tensor).toDoubles();
    }

    private int[] shape(String tensor) {
        Tensor t = file.tensors().get(tensor);
        if (t == null) {
            throw Problem.data(name).says("no tensor '%s'", tensor).exception();
        }
        if (t.size() == 0) {
            throw Problem.data(name)
                    .says("tensor '%s' has shape %s and so no elements", tensor, Arrays.toString(t.shape()))
                    .exception();
        }
        return Arrays.stream(t.shape()).mapToInt(Math::toIntExact).toArray();
    }

    /** An input filled from the tensor of the same name. */
    private Expr leaf(String tensor, Shape expected) {
        elements(tensor, expected);
        return input(tensor, expected.toArray());
    }

    private static Expr input(String tensor, int[] shape) {
        return Expr.of(new Primitive.Input(tensor, Shape.of(shape)));
    }
}
