package org.slicedscore.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;

/**
 * The golden vectors of the noise-conditioned models and of those of images, which come from this project's double precision itself: that they are
 * right is shown here by central differences of the formula's own values. With {@code -Dssm.golden.write=true} they are
 * written first.
 */
class NoiseGoldenTest {
    private static final Path GOLDEN = Path.of(System.getProperty("ssm.root"), "ssm-engine", "src", "test", "golden");
    private static final int B = 6;
    private static final int M = 2;
    private static final double STEP = 1e-5;
    private static final List<String> OBJECTIVES = List.of("dsm", "ssm", "ssm-vr", "sm");

    /** A model, its options, and the columns of its rows. */
    private enum Golden {
        SCORE("noise-score", 4, Map.of("hidden", "7,7,5")),
        ENERGY("noise-energy", 4, Map.of("hidden", "7,7,5")),
        IMAGE_SCORE("unet-score", 12, Map.of("height", "3", "channels", "4,2", "groups", "2", "embedding", "3")),
        IMAGE_ENERGY("conv-energy", 12, Map.of("height", "3", "channels", "3,2"));

        private final String id;
        private final int columns;
        private final Map<String, String> options;

        Golden(String id, int columns, Map<String, String> options) {
            this.id = id;
            this.columns = columns;
            this.options = options;
        }
    }

    private Golden golden;
    private Model model;
    private Expr x;
    private final Expr level = input("level", B);
    private final Map<String, double[]> leaves = new HashMap<>();
    private ModelGraph graph;

    private static Expr input(String name, int... shape) {
        return Expr.of(new Primitive.Input(name, Shape.of(shape)));
    }

    private static Directions fromFile() {
        return new Directions() {
            @Override
            public Expr sample(int rows, int dimension) {
                return input("v", M, rows, dimension);
            }

            @Override
            public OptionalDouble secondMoment(int dimension) {
                return OptionalDouble.of(1);
            }

            @Override
            public String name() {
                return "golden directions";
            }
        };
    }

    private ScoreGraph score() {
        return new ScoreGraph(
                model.noiseConditioned() ? graph.at(level) : graph,
                x,
                fromFile(),
                (purpose, shape) -> input("eps", B, golden.columns),
                Options.NONE);
    }

    /** Names and values, as {@code GoldenFile} knows them. */
    private Map<String, Expr> values() {
        Map<String, Expr> values = new LinkedHashMap<>();
        ScoreGraph score = score();
        if (graph.hasLogDensity()) {
            values.put("log_density", score.logDensity());
        }
        values.put("score", score.score());
        values.put("vs", score.slope());
        values.put("vhv", score.curvatures());
        values.put("trace", score.trace());
        List<String> names = List.copyOf(graph.parameters().keySet());
        List<Expr> parameters = graph.parameters().values().stream()
                .map(ModelGraph.Parameter::variable)
                .toList();
        for (String id : objectives()) {
            Expr loss = loss(id);
            String key = id.replace('-', '_');
            values.put("loss." + key, loss);
            List<Expr> gradients = Autodiff.grad(loss, parameters);
            for (int i = 0; i < names.size(); i++) {
                values.put("grad." + key + "." + names.get(i), gradients.get(i));
            }
        }
        return values;
    }

    private Expr loss(String id) {
        Objective objective = GoldenTest.installed(Objective.class).apply(id).orElseThrow();
        if (!model.noiseConditioned()) {
            return objective.loss(score()).mean();
        }
        return objective
                .loss(score().perturbed(level))
                .mul(NoiseLevels.weight(level))
                .mean();
    }

    /** At one level denoising has a noise of its own to be given. */
    private List<String> objectives() {
        return OBJECTIVES.stream()
                .filter(id -> model.noiseConditioned() || !id.equals("dsm"))
                .toList();
    }

    private double[] of(Expr e) {
        return new Interpreter(leaves, 0, 0, 0).evaluate(e);
    }

    private TensorFile made() {
        int d = golden.columns;
        Random random = new Random(11);
        put("x", random, 1, (long) B * d);
        put("v", random, 1, (long) M * B * d);
        put("eps", random, 1, (long) B * d);
        if (model.noiseConditioned()) {
            leaves.put("level", new double[] {0.02, 0.1, 0.4, 1, 5, 60});
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("x", tensor("x", B, d));
        tensors.put("v", tensor("v", M, B, d));
        tensors.put("eps", tensor("eps", B, d));
        if (model.noiseConditioned()) {
            tensors.put("level", tensor("level", B));
        }
        graph.parameters().forEach((name, p) -> {
            put(name, random, 0.5, p.shape().size());
            tensors.put("param." + name, tensor(name, p.shape().toArray()));
        });
        values().forEach((name, e) -> {
            int[] shape = e.shape().rank() == 0 ? new int[] {1} : e.shape().toArray();
            tensors.put(
                    name,
                    Tensor.ofDoubles(of(e), Arrays.stream(shape).asLongStream().toArray()));
        });
        Map<String, String> metadata =
                new LinkedHashMap<>(Map.of("kind", model.id(), "D", "" + d, "B", "" + B, "M", "" + M));
        golden.options.forEach(
                (name, text) -> metadata.put(name, text.contains(",") ? "[" + text.replace(",", ", ") + "]" : text));
        return new TensorFile(metadata, tensors);
    }

    private void put(String name, Random random, double deviation, long count) {
        leaves.put(
                name,
                random.doubles(count, 0, 1)
                        .map(u -> deviation * random.nextGaussian())
                        .toArray());
    }

    private Tensor tensor(String name, int... shape) {
        return Tensor.ofDoubles(
                leaves.get(name), Arrays.stream(shape).asLongStream().toArray());
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void theyAreSlopes(Golden each) {
        golden = each;
        String id = golden.id;
        int d = golden.columns;
        x = input("x", B, d);
        model = GoldenTest.installed(Model.class).apply(id).orElseThrow();
        graph = new ModelGraph(model, Options.parse("model", model.options(), golden.options), d);
        Path path = GOLDEN.resolve(id + "-d" + d + ".safetensors");
        if (Boolean.getBoolean("ssm.golden.write")) {
            Safetensors.write(path, made());
        }
        TensorFile file = Safetensors.read(path);
        file.tensors()
                .forEach((name, t) -> leaves.put(
                        name.startsWith("param.") ? name.substring("param.".length()) : name, t.toDoubles()));
        ScoreGraph score = score();
        if (graph.hasLogDensity()) {
            double[] s = leaves.get("score");
            for (int j = 0; j < d; j++) {
                double[] slopes = difference("x", j, d, score.logDensity());
                for (int i = 0; i < B; i++) {
                    assertEquals(
                            slopes[i], s[i * d + j], 1e-6 * largest(s), id + ": score of row " + i + ", column " + j);
                }
            }
        }
        double[] trace = new double[B];
        for (int j = 0; j < d; j++) {
            double[] slopes = difference("x", j, d, score.score());
            for (int i = 0; i < B; i++) {
                trace[i] += slopes[i * d + j];
            }
        }
        assertArrayEquals(trace, leaves.get("trace"), 1e-6 * largest(trace), id + ": trace");
        for (String objective : objectives()) {
            Expr loss = loss(objective);
            String key = objective.replace('-', '_');
            assertArrayEquals(of(loss), leaves.get("loss." + key), 1e-12 * Math.abs(of(loss)[0]), id + " " + objective);
            for (String parameter : graph.parameters().keySet()) {
                double[] gradient = leaves.get("grad." + key + "." + parameter);
                int middle = gradient.length / 2;
                double slope = difference(parameter, middle, gradient.length, loss)[0];
                assertEquals(
                        slope,
                        gradient[middle],
                        1e-5 * Math.max(1, largest(gradient)),
                        id + ": " + objective + ", gradient in " + parameter);
            }
        }
    }

    /** The slope in the elements of a leaf that stand at a place in each stretch of so many. */
    private double[] difference(String leaf, int place, int stretch, Expr e) {
        double[] original = leaves.get(leaf);
        double[] up = original.clone();
        double[] down = original.clone();
        for (int i = place; i < original.length; i += stretch) {
            up[i] += STEP;
            down[i] -= STEP;
        }
        leaves.put(leaf, up);
        double[] above = of(e);
        leaves.put(leaf, down);
        double[] below = of(e);
        leaves.put(leaf, original);
        double[] slope = new double[above.length];
        Arrays.setAll(slope, i -> (above[i] - below[i]) / (2 * STEP));
        return slope;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }
}
