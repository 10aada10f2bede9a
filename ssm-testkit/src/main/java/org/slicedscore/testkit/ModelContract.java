package org.slicedscore.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.GenerativeModel;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Model;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;

/**
 * What every {@link Model} must satisfy. Extend it, return the model, and run the class with JUnit.
 *
 * <p>Everything is computed in double precision from the formula itself, so a failure is the formula's and not a
 * backend's.
 */
public abstract class ModelContract {
    private static final int ROWS = 5;

    /** For JUnit. */
    protected ModelContract() {}

    /**
     * The model under test.
     *
     * @return a fresh or shared instance
     */
    protected abstract Model model();

    /**
     * Values of its options, as a user types them; small sizes keep the test fast.
     *
     * @return name to text; options that are not named are at their defaults
     */
    protected Map<String, String> options() {
        return Map.of();
    }

    /**
     * The numbers of features to try.
     *
     * @return some D; take away what the model cannot have
     */
    protected int[] dimensions() {
        return new int[] {1, 2, 5};
    }

    /**
     * Whether the score has a derivative that is more than zero somewhere: false for a network of relu.
     *
     * @return true unless overridden
     */
    protected boolean hasCurvature() {
        return true;
    }

    /** It can be found, and it describes itself and its options. */
    @Test
    protected void describesItself() {
        PluginChecks.check("model", model());
    }

    /** Its value has the shape that the interface asks for, for any number of rows. */
    @Test
    protected void valueHasOneEntryARow() {
        for (int d : dimensions()) {
            for (int b : new int[] {1, 2, ROWS, 64}) {
                Graph graph = graph(b, d);
                Shape expected = model() instanceof LogDensityModel ? Shape.of(b) : Shape.of(b, d);
                assertEquals(
                        expected,
                        graph.value.shape(),
                        name() + ": for rows " + graph.x.shape() + " the value has the wrong shape; "
                                + (model() instanceof LogDensityModel
                                        ? "a log-density is one number a row: sum over features or reshape"
                                        : "a score has the shape of the rows"));
            }
        }
    }

    /** Parameters do not depend on the batch, and building again asks for the same ones. */
    @Test
    protected void parametersDoNotDependOnTheBatch() {
        for (int d : dimensions()) {
            Map<String, Shape> one = shapes(graph(1, d));
            assertEquals(one, shapes(graph(1, d)), name() + ": two calls of the formula ask for different parameters");
            assertEquals(
                    one,
                    shapes(graph(ROWS, d)),
                    name() + ": parameters differ between batches of 1 and " + ROWS
                            + " rows; their names and shapes may depend on the number of features and on options alone");
            assertFalse(one.isEmpty(), name() + ": has no parameters, so there is nothing to learn");
        }
    }

    /** Each parameter that is asked for is used. */
    @Test
    protected void everyParameterIsUsed() {
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            List<Expr> leaves = leaves(graph.value);
            graph.parameters.forEach((parameter, leaf) -> assertTrue(
                    leaves.contains(leaf),
                    name() + ": parameter '" + parameter + "' is asked for, but the value does not depend on it"));
        }
    }

    /** Only rows, parameters, constants: no randomness, no inputs of its own. */
    @Test
    protected void dependsOnRowsAndParametersAlone() {
        Graph graph = graph(ROWS, dimensions()[0]);
        for (Expr leaf : leaves(graph.value)) {
            assertTrue(
                    leaf == graph.x
                            || graph.parameters.containsValue(leaf)
                            || !(leaf.primitive() instanceof Primitive.Variable),
                    name() + ": uses the variable " + leaf + " that it did not get from its scope");
            assertTrue(
                    leaf == graph.x || !(leaf.primitive() instanceof Primitive.Input),
                    name() + ": uses the input " + leaf + ", which nobody fills");
            assertFalse(
                    leaf.primitive() instanceof Primitive.Random,
                    name() + ": uses random numbers; a density is a function of the row");
        }
    }

    /** First values are finite, of the right number, the same for one seed, and exist without data. */
    @Test
    protected void firstValuesAreFiniteAndRepeat() {
        for (int d : dimensions()) {
            for (int rows : new int[] {0, 3, 64}) {
                Graph graph = graph(ROWS, d);
                Map<String, double[]> first = graph.firstValues(new Draws(7, rows, d));
                Map<String, double[]> again = graph.firstValues(new Draws(7, rows, d));
                first.forEach((parameter, values) -> {
                    String what =
                            name() + ": first values of '" + parameter + "', D = " + d + ", " + rows + " training rows";
                    assertEquals(
                            graph.parameters.get(parameter).shape().size(),
                            values.length,
                            what + ": their number is not the size of the shape");
                    assertEquals(-1, Arrays64.notFinite(values), what + ": the element at this position is not finite");
                    assertArrayEquals(
                            values,
                            again.get(parameter),
                            what + ": differ between two calls with the same seed; draw from Init.Source alone");
                });
                double[] value = graph.at(first).of(graph.value);
                assertEquals(
                        -1,
                        Arrays64.notFinite(value),
                        name() + ": with its first values and " + rows
                                + " training rows its value is not finite at this position");
            }
        }
    }

    /** A row's value is the same alone and among others. */
    @Test
    protected void rowsDoNotSeeEachOther() {
        for (int d : dimensions()) {
            Graph all = graph(ROWS, d);
            Map<String, double[]> parameters = all.moved(3);
            double[] rows = Arrays64.normal(11, (long) ROWS * d);
            double[] together = all.at(parameters, rows).of(all.value);
            int width = together.length / ROWS;
            Graph single = graph(1, d);
            for (int row = 0; row < ROWS; row++) {
                double[] alone = single.at(parameters, Arrays.copyOfRange(rows, row * d, (row + 1) * d))
                        .of(single.value);
                double[] among = Arrays.copyOfRange(together, row * width, (row + 1) * width);
                assertClose(
                        alone,
                        among,
                        1e-12,
                        name() + ": D = " + d + ", the value of row " + row
                                + " alone (expected) and among others (actual) differ; derivatives are taken of all rows"
                                + " at once, so rows must not be mixed");
            }
        }
    }

    /** The score is the slope of the log-density, by central differences. */
    @Test
    protected void scoreIsTheSlopeOfTheLogDensity() {
        if (!(model() instanceof LogDensityModel)) {
            return;
        }
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            Map<String, double[]> parameters = graph.moved(5);
            double[] rows = Arrays64.normal(13, (long) ROWS * d);
            double[] direction = Arrays64.normal(17, (long) ROWS * d);
            Expr score = Autodiff.grad(graph.value, graph.x);
            double[] slope = rowDots(graph.at(parameters, rows).of(score), direction, ROWS);
            double[] expected = difference(
                    h -> graph.at(parameters, along(rows, direction, h)).of(graph.value));
            assertClose(
                    expected,
                    slope,
                    1e-6,
                    name() + ": D = " + d
                            + ", the slope of the log-density by central differences (expected) and from the"
                            + " score (actual) differ; is the formula smooth (no maximum, absolute value, select)?");
        }
    }

    /** The curvature vᵀHv is the slope of vᵀs, by central differences. */
    @Test
    protected void curvatureIsTheSlopeOfTheScore() {
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            Map<String, double[]> parameters = graph.moved(19);
            double[] rows = Arrays64.normal(23, (long) ROWS * d);
            double[] direction = Arrays64.normal(29, (long) ROWS * d);
            Expr v = Expr.constant(Shape.of(1, ROWS, d), direction);
            Expr along = v.reshape(ROWS, d);
            Expr score = graph.score();
            Expr curvature = model() instanceof LogDensityModel
                    ? Autodiff.curvature(graph.value, graph.x, v)
                    : Autodiff.jvp(graph.value, graph.x, v).reshape(ROWS, d).dot(along);
            double[] actual = graph.at(parameters, rows).of(curvature);
            double[] expected = difference(
                    h -> graph.at(parameters, along(rows, direction, h)).of(score.dot(along)));
            assertClose(
                    expected,
                    actual,
                    1e-5,
                    name() + ": D = " + d
                            + ", vᵀHv by central differences of the score (expected) and by differentiation"
                            + " (actual) differ; is the score smooth?");
            if (hasCurvature()) {
                assertTrue(
                        Arrays64.largest(actual) > 0,
                        name() + ": D = " + d + ", vᵀHv is 0 everywhere, so score matching cannot see the model's"
                                + " curvature; override hasCurvature() if that is meant");
            }
        }
    }

    /** Gradients of the value and of the score with respect to each parameter, by central differences. */
    @Test
    protected void parameterGradientsAreSlopes() {
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            Map<String, double[]> parameters = graph.moved(31);
            double[] rows = Arrays64.normal(37, (long) ROWS * d);
            Expr loss = graph.value.square().sum().add(graph.score().square().sum());
            List<String> names = List.copyOf(graph.parameters.keySet());
            List<Expr> gradients = Autodiff.grad(loss, List.copyOf(graph.parameters.values()));
            for (int i = 0; i < names.size(); i++) {
                String parameter = names.get(i);
                double[] direction = Arrays64.normal(41 + i, parameters.get(parameter).length);
                double[] gradient = graph.at(parameters, rows).of(gradients.get(i));
                double[] actual = rowDots(gradient, direction, 1);
                double[] expected = difference(h -> {
                    Map<String, double[]> moved = new LinkedHashMap<>(parameters);
                    moved.put(parameter, along(parameters.get(parameter), direction, h));
                    return graph.at(moved, rows).of(loss);
                });
                assertClose(
                        expected,
                        actual,
                        1e-5,
                        name() + ": D = " + d + ", the slope in parameter '" + parameter
                                + "' by central differences (expected) and by differentiation (actual) differ; is the"
                                + " formula smooth in it?");
            }
        }
    }

    /** A model that calls itself normalised integrates to 1: checked in one dimension. */
    @Test
    protected void normalisedMeansThatItIntegratesToOne() {
        if (!(model() instanceof LogDensityModel density)
                || !density.normalised()
                || Arrays.stream(dimensions()).noneMatch(d -> d == 1)) {
            return;
        }
        int n = 40_001;
        double width = 0.01;
        double[] rows = new double[n];
        Arrays.setAll(rows, i -> (i - n / 2) * width);
        Graph graph = graph(n, 1);
        double[] values = graph.at(graph.moved(43), rows).of(graph.value);
        double mass = Arrays.stream(values).map(Math::exp).sum() * width;
        assertEquals(
                1,
                mass,
                1e-3,
                name() + ": normalised() is true, but its density integrates to this over [-200, 200], with parameters"
                        + " moved a little from their first values");
    }

    /** Samples of a generative model have its density: by Stein's identities, E[s] = 0 and E[s xᵀ] = −I under them. */
    @Test
    protected void samplesHaveTheModelsDensity() {
        if (!(model() instanceof GenerativeModel generative)) {
            return;
        }
        int n = 20_000;
        for (int d : dimensions()) {
            Graph graph = graph(n, d);
            Expr sample = generative.sample(new RandomRows(n, d), graph.scope);
            assertEquals(Shape.of(n, d), sample.shape(), name() + ": sample() gives the wrong shape");
            Map<String, double[]> parameters = graph.moved(59);
            double[] x = graph.at(parameters).of(sample);
            assertEquals(-1, Arrays64.notFinite(x), name() + ": the sample at this position is not finite");
            double[] s = graph.at(parameters, x).of(graph.score());
            double[] products = new double[n];
            for (int i = 0; i < d; i++) {
                for (int j = -1; j < d; j++) {
                    for (int row = 0; row < n; row++) {
                        products[row] = s[row * d + i] * (j < 0 ? 1 : x[row * d + j]);
                    }
                    assertEquals(
                            i == j ? -1 : 0,
                            Arrays64.mean(products),
                            5 * Arrays64.standardError(products),
                            name() + ": D = " + d + ": E[s_" + i + (j < 0 ? "]" : " x_" + j + "]")
                                    + " over its own samples is not what Stein's identity says, within 5 standard errors:"
                                    + " sample() draws from another density than logDensity()");
                }
            }
        }
    }

    /** A sample is the same alone and among others. */
    @Test
    protected void samplesDoNotSeeEachOther() {
        if (!(model() instanceof GenerativeModel generative)) {
            return;
        }
        int d = dimensions()[0];
        Graph graph = graph(ROWS, d);
        Map<String, double[]> parameters = graph.moved(61);
        double[] together =
                bind(new Oracle(1, 0, 0), parameters).of(generative.sample(new RandomRows(ROWS, d), graph.scope));
        for (int row = 0; row < ROWS; row++) {
            double[] alone =
                    bind(new Oracle(1, 0, row), parameters).of(generative.sample(new RandomRows(1, d), graph.scope));
            assertClose(
                    Arrays.copyOfRange(together, row * d, (row + 1) * d),
                    alone,
                    1e-12,
                    name() + ": sample " + row + " alone (actual) and among others (expected) differ");
        }
    }

    private static Oracle bind(Oracle oracle, Map<String, double[]> parameters) {
        parameters.forEach(oracle::bind);
        return oracle;
    }

    /** The random numbers of samples. */
    private record RandomRows(int rows, int dimension) implements GenerativeModel.Draws {
        @Override
        public Expr normal() {
            return Expr.of(new Primitive.Random(Distribution.NORMAL, "sample", Shape.of(rows, dimension)));
        }

        @Override
        public Expr uniform(int count) {
            return Expr.of(new Primitive.Random(Distribution.UNIFORM, "sample.uniform", Shape.of(rows, count)));
        }
    }

    // ---- helpers --------------------------------------------------------------------------------------------------

    private String name() {
        return PluginChecks.name("model", model());
    }

    private Graph graph(int rows, int dimension) {
        RecordingScope scope = new RecordingScope(name(), Options.parse(name(), model().options(), options()));
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(rows, dimension)));
        try {
            Expr value = switch (model()) {
                case LogDensityModel m -> m.logDensity(x, scope);
                case ScoreModel m -> m.score(x, scope);
            };
            return new Graph(x, value, scope.parameters(), scope);
        } catch (IllegalArgumentException e) {
            return fail(name() + ": the formula cannot be built for rows " + x.shape() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Shape> shapes(Graph graph) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        graph.parameters.forEach((name, parameter) -> shapes.put(name, parameter.shape()));
        return shapes;
    }

    private static List<Expr> leaves(Expr root) {
        List<Expr> leaves = new ArrayList<>();
        Map<Expr, Boolean> seen = new java.util.IdentityHashMap<>();
        List<Expr> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Expr e = open.removeLast();
            if (seen.put(e, true) == null) {
                if (e.inputs().isEmpty()) {
                    leaves.add(e);
                }
                open.addAll(e.inputs());
            }
        }
        return leaves;
    }

    private interface Curve {
        double[] at(double h);
    }

    /** The derivative at 0, by central differences of two step widths extrapolated: the error is of fourth order. */
    private static double[] difference(Curve curve) {
        double h = 1e-3;
        double[] far1 = curve.at(h);
        double[] far0 = curve.at(-h);
        double[] near1 = curve.at(h / 2);
        double[] near0 = curve.at(-h / 2);
        double[] slope = new double[far1.length];
        Arrays.setAll(slope, i -> (8 * (near1[i] - near0[i]) - (far1[i] - far0[i])) / (6 * h));
        return slope;
    }

    private static double[] along(double[] from, double[] direction, double h) {
        double[] to = new double[from.length];
        Arrays.setAll(to, i -> from[i] + h * direction[i]);
        return to;
    }

    private static double[] rowDots(double[] a, double[] b, int rows) {
        double[] dots = new double[rows];
        for (int i = 0; i < a.length; i++) {
            dots[i * rows / a.length] += a[i] * b[i];
        }
        return dots;
    }

    private static void assertClose(double[] expected, double[] actual, double tolerance, String message) {
        assertArrayEquals(expected, actual, tolerance * Math.max(1, Arrays64.largest(expected)), message);
    }

    /** One formula, built. */
    private record Graph(Expr x, Expr value, Map<String, Expr> parameters, RecordingScope scope) {
        Map<String, double[]> firstValues(Init.Source source) {
            Map<String, double[]> values = new LinkedHashMap<>();
            parameters.forEach((name, p) -> values.put(name, scope.init(name).values(p.shape(), source)));
            return values;
        }

        /** First values with a little noise, so that nothing is zero or one by chance. */
        Map<String, double[]> moved(long seed) {
            Map<String, double[]> values = firstValues(new Draws(seed, 64, x.dim(-1)));
            Random random = new Random(seed);
            values.values().forEach(v -> Arrays.setAll(v, i -> v[i] + 0.1 * random.nextGaussian()));
            return values;
        }

        Oracle at(Map<String, double[]> parameterValues) {
            return at(parameterValues, Arrays64.normal(47, x.shape().size()));
        }

        Oracle at(Map<String, double[]> parameterValues, double[] rows) {
            Oracle oracle = new Oracle(1, 0, 0).bind("x", rows);
            parameterValues.forEach(oracle::bind);
            return oracle;
        }

        Expr score() {
            return value.shape().rank() == 1 ? Autodiff.grad(value, x) : value;
        }
    }

    /** Randomness and training rows for first values. */
    private static final class Draws implements Init.Source {
        private final Random random;
        private final int rows;
        private final double[] data;
        private final int dimension;

        Draws(long seed, int rows, int dimension) {
            random = new Random(seed);
            this.rows = rows;
            this.dimension = dimension;
            data = Arrays64.normal(53, (long) rows * dimension);
        }

        @Override
        public double normal() {
            return random.nextGaussian();
        }

        @Override
        public double uniform() {
            return random.nextDouble();
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public double[] row(int index) {
            return Arrays.copyOfRange(data, index * dimension, (index + 1) * dimension);
        }
    }
}
