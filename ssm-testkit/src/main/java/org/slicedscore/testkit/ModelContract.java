package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;
import static org.slicedscore.testkit.Expect.fail;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.slicedscore.api.GenerativeModel;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Model;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;

/**
 * The contract of {@link Model}s. Extend it, return the model, and run the class with JUnit.
 *
 * <p>Everything is computed in double precision from the formula itself, so a failure is in the formula, not in a
 * backend.
 */
public abstract class ModelContract extends PluginContract {
    private static final int ROWS = 5;
    private static final int LARGEST_DIMENSION = 1024;
    private static final int SAMPLE_ROWS = 1000;

    /** The noise level of checks that are not about levels. */
    private static final double LEVEL = 0.5;

    /** For subclasses. */
    protected ModelContract() {}

    /** {@return the model under test, a fresh or shared instance} */
    protected abstract Model model();

    @Override
    protected final Model plugin() {
        return model();
    }

    /**
     * The numbers of features to try. A model rejects a number of features with an {@link SsmException}
     * of kind USAGE from its formula.
     *
     * @return by default those of 1, 2 and 5 that the model accepts, else the first that it does
     */
    protected int[] dimensions() {
        int[] usual = IntStream.of(1, 2, 5).filter(this::accepts).toArray();
        if (usual.length > 0) {
            return usual;
        }
        int[] any = IntStream.rangeClosed(3, LARGEST_DIMENSION)
                .filter(this::accepts)
                .limit(1)
                .toArray();
        assertTrue(
                any.length > 0,
                name() + ": accepts no number of features from 1 to " + LARGEST_DIMENSION
                        + " with these options; override dimensions() or options()");
        return any;
    }

    private boolean accepts(int dimension) {
        try {
            build(1, dimension);
            return true;
        } catch (SsmException e) {
            if (e.kind() == SsmException.Kind.USAGE) {
                return false;
            }
            throw e;
        } catch (IllegalArgumentException e) {
            return true; // not a rejection but an error, which the checks report
        }
    }

    /**
     * Whether a parameter may be requested more than once. Usually two layers then share a name, so the checks
     * reject it; keep a parameter used twice in a local variable.
     *
     * @return by default false
     */
    protected boolean sharesParameters() {
        return false;
    }

    /** {@return whether the score has a nonzero derivative somewhere: false for relu networks, by default true} */
    protected boolean hasCurvature() {
        return true;
    }

    /** Its value has the shape the interface requires, for any number of rows. */
    @Check("the value has the right shape for any number of rows")
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

    /** Parameters do not depend on the batch, and rebuilding requests the same ones. */
    @Check("parameters depend on the number of features and on options alone")
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

    /** Each parameter is requested once. */
    @Check("every parameter is registered once")
    protected void everyParameterIsRegisteredOnce() {
        for (int d : dimensions()) {
            List<String> repeated = graph(ROWS, d).scope.repeated();
            assertTrue(
                    sharesParameters() || repeated.isEmpty(),
                    name() + ": D = " + d + ": asks for more than one parameter of these names: " + repeated
                            + "; give each layer a name of its own, and keep what is used twice in a variable");
        }
    }

    /** Each requested parameter is used. */
    @Check("every parameter is used")
    protected void everyParameterIsUsed() {
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            List<Expr> leaves = Oracle.leaves(graph.value);
            graph.parameters.forEach((parameter, leaf) -> assertTrue(
                    leaves.contains(leaf),
                    name() + ": parameter '" + parameter + "' is asked for, but the value does not depend on it"));
        }
    }

    /** Only rows, parameters, constants: no randomness, no inputs of its own. */
    @Check("the value depends on rows and parameters alone")
    protected void dependsOnRowsAndParametersAlone() {
        Graph graph = graph(ROWS, dimensions()[0]);
        for (Expr leaf : Oracle.leaves(graph.value)) {
            assertTrue(
                    leaf == graph.x
                            || graph.parameters.containsValue(leaf)
                            || !(leaf.primitive() instanceof Primitive.Variable),
                    name() + ": uses the variable " + leaf + " that it did not get from its scope");
            assertTrue(
                    leaf == graph.x || graph.scope.isContext(leaf) || !(leaf.primitive() instanceof Primitive.Input),
                    name() + ": uses the input " + leaf + ", which nobody fills");
            assertFalse(
                    leaf.primitive() instanceof Primitive.Random,
                    name() + ": uses random numbers; a density is a function of the row");
        }
    }

    /** Initial values are finite, of the right number, equal for equal seeds, and exist without data. */
    @Check("first values are finite and repeat with the seed")
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

    /** Rows of usual size give finite values, even zero or repeated rows. */
    @Check("value, score, curvature and gradients are finite at zero, near and far rows")
    protected void everythingIsFinite() {
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            Map<String, double[]> parameters = graph.moved(59);
            double[] rows = Arrays64.normal(61, (long) ROWS * d);
            Arrays.fill(rows, 0, d, 0);
            Arrays.fill(rows, d, 2 * d, 1);
            for (int i = 2 * d; i < 3 * d; i++) {
                rows[i] *= 5;
            }
            System.arraycopy(rows, 3 * d, rows, 4 * d, d);
            Expr v = Expr.constant(Shape.of(1, ROWS, d), Arrays64.normal(67, (long) ROWS * d));
            Expr score = graph.score();
            Expr curvature = graph.curvature(v);
            Expr loss = score.square().sum().add(curvature.sum()).add(graph.value.sum());
            Map<String, Expr> all = new LinkedHashMap<>();
            all.put("value", graph.value);
            all.put("score", score);
            all.put("curvature", curvature);
            List<String> names = List.copyOf(graph.parameters.keySet());
            List<Expr> gradients = Autodiff.grad(loss, List.copyOf(graph.parameters.values()));
            for (int i = 0; i < names.size(); i++) {
                all.put("gradient of a loss in parameter '" + names.get(i) + "'", gradients.get(i));
            }
            Oracle oracle = graph.at(parameters, rows);
            all.forEach((what, e) -> assertEquals(
                    -1,
                    Arrays64.notFinite(oracle.of(e)),
                    name() + ": D = " + d + ", " + ROWS + " rows (zeros, ones, a large one, two alike): element of the "
                            + what + " that is not finite; is a square root, logarithm or quotient taken of zero?"));
        }
    }

    /** A noise-conditioned model is finite at all levels in use and says something else at each. */
    @Check("a model that reads the noise level depends on it, and is finite from 0.002 to 80")
    protected void theLevelMatters() {
        if (!model().noiseConditioned()) {
            Expect.inapplicable("it does not read the noise level");
        }
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            Map<String, double[]> parameters = graph.moved(71);
            double[] before = null;
            for (double level : new double[] {0.002, 0.05, 1, 80}) {
                double[] rows = Arrays64.normal(73, (long) ROWS * d);
                Arrays.setAll(rows, i -> rows[i] * Math.sqrt(1 + level * level));
                double[] score = graph.at(parameters, rows, level).of(graph.score());
                assertEquals(
                        -1,
                        Arrays64.notFinite(score),
                        name() + ": D = " + d + ", noise level " + level
                                + ": the score is not finite at this position");
                assertFalse(
                        Arrays.equals(score, before),
                        name() + ": D = " + d + ": the score at noise level " + level
                                + " is that at the level before; does the formula use scope.noiseLevel()?");
                before = score;
            }
        }
    }

    /** A conditional model can be built without conditions, and with them they matter. */
    @Check("a model that takes conditions depends on them, row by row")
    protected void conditionsMatter() {
        if (!model().conditional()) {
            Expect.inapplicable("it takes no conditions");
        }
        int c = 3;
        for (int d : dimensions()) {
            Graph graph = build(ROWS, d, c);
            Map<String, double[]> parameters = graph.moved(79);
            double[] rows = Arrays64.normal(83, (long) ROWS * d);
            double[] conditions = Arrays64.normal(89, (long) ROWS * c);
            Expr score = graph.score();
            double[] one = graph.at(parameters, rows)
                    .bind(RecordingScope.CONDITIONS, conditions.clone())
                    .of(score);
            Arrays.setAll(conditions, i -> i < c ? -conditions[i] : conditions[i]);
            double[] other = graph.at(parameters, rows)
                    .bind(RecordingScope.CONDITIONS, conditions)
                    .of(score);
            assertFalse(
                    Arrays.equals(Arrays.copyOf(one, d), Arrays.copyOf(other, d)),
                    name() + ": D = " + d + ": other conditions of a row give the same score; does the formula use"
                            + " scope.conditions()?");
            assertArrayEquals(
                    Arrays.copyOfRange(one, d, one.length),
                    Arrays.copyOfRange(other, d, other.length),
                    1e-12 * Math.max(1, Arrays64.largest(one)),
                    name() + ": D = " + d + ": the conditions of one row change the scores of others");
        }
    }

    /** A row's value is the same alone or in a batch. */
    @Check("a row's value does not depend on its neighbours")
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
    @Check("the score is the slope of the log-density, by differences")
    protected void scoreIsTheSlopeOfTheLogDensity() {
        if (!(model() instanceof LogDensityModel)) {
            Expect.inapplicable("it has no log-density");
        }
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            Map<String, double[]> parameters = graph.moved(5);
            double[] rows = Arrays64.normal(13, (long) ROWS * d);
            double[] direction = Arrays64.normal(17, (long) ROWS * d);
            Expr score = Autodiff.grad(graph.value, graph.x);
            double[] slope = rowDots(graph.at(parameters, rows).of(score), direction, ROWS);
            double[] expected = Differences.slope(
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
    @Check("the curvature is the slope of the score, by differences")
    protected void curvatureIsTheSlopeOfTheScore() {
        for (int d : dimensions()) {
            Graph graph = graph(ROWS, d);
            Map<String, double[]> parameters = graph.moved(19);
            double[] rows = Arrays64.normal(23, (long) ROWS * d);
            double[] direction = Arrays64.normal(29, (long) ROWS * d);
            Expr v = Expr.constant(Shape.of(1, ROWS, d), direction);
            Expr along = v.reshape(ROWS, d);
            Expr score = graph.score();
            Expr curvature = graph.curvature(v);
            double[] actual = graph.at(parameters, rows).of(curvature);
            double[] expected = Differences.slope(
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
    @Check("gradients in the parameters are slopes, by differences")
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
                double[] expected = Differences.slope(h -> {
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

    /** A model that claims to be normalised integrates to 1: checked in one dimension. */
    @Check("a density that calls itself normalised integrates to 1")
    protected void normalisedMeansThatItIntegratesToOne() {
        if (!(model() instanceof LogDensityModel density)
                || !density.normalised()
                || Arrays.stream(dimensions()).noneMatch(d -> d == 1)) {
            Expect.inapplicable("it does not call itself normalised in one dimension");
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
    @Check("samples of a generative model have its density, by Stein's identities")
    protected void samplesHaveTheModelsDensity() {
        if (!(model() instanceof GenerativeModel generative)) {
            Expect.inapplicable("it does not draw samples");
            return;
        }
        for (int d : dimensions()) {
            Graph graph = graph(SAMPLE_ROWS, d);
            Expr sample = generative.sample(new RandomRows(SAMPLE_ROWS, d), graph.scope);
            assertEquals(Shape.of(SAMPLE_ROWS, d), sample.shape(), name() + ": sample() gives the wrong shape");
            Map<String, double[]> parameters = graph.moved(59);
            Expr score = graph.score();
            int batches = graph.sampleBatches();
            double[] x = new double[batches * SAMPLE_ROWS * d];
            double[] s = new double[x.length];
            for (int batch = 0; batch < batches; batch++) {
                double[] drawn = bind(new Oracle(1, 0, (long) batch * SAMPLE_ROWS), parameters)
                        .of(sample);
                assertEquals(-1, Arrays64.notFinite(drawn), name() + ": the sample at this position is not finite");
                System.arraycopy(drawn, 0, x, batch * drawn.length, drawn.length);
                System.arraycopy(graph.at(parameters, drawn).of(score), 0, s, batch * drawn.length, drawn.length);
            }
            Stein.check(name() + ": D = " + d, x, s, d, "sample() draws from another density than logDensity()");
        }
    }

    /** A sample is the same alone or in a batch. */
    @Check("a sample does not depend on its neighbours")
    protected void samplesDoNotSeeEachOther() {
        if (!(model() instanceof GenerativeModel generative)) {
            Expect.inapplicable("it does not draw samples");
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

    private Graph graph(int rows, int dimension) {
        try {
            return build(rows, dimension);
        } catch (IllegalArgumentException | SsmException e) {
            return fail(
                    name() + ": the formula cannot be built for rows " + Shape.of(rows, dimension) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private Graph build(int rows, int dimension) {
        return build(rows, dimension, 0);
    }

    private Graph build(int rows, int dimension, int conditions) {
        RecordingScope scope = new RecordingScope(
                name(), model(), Options.parse(name(), model().options(), options()), rows, conditions);
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(rows, dimension)));
        Expr value = switch (model()) {
            case LogDensityModel m -> m.logDensity(x, scope);
            case ScoreModel m -> m.score(x, scope);
        };
        return new Graph(x, value, scope.parameters(), scope);
    }

    private static Map<String, Shape> shapes(Graph graph) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        graph.parameters.forEach((name, parameter) -> shapes.put(name, parameter.shape()));
        return shapes;
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

        /**
         * Initial values with a little noise, so that none is exactly zero or one. The more numbers an output may be a
         * sum of, the less noise, so that outputs of wide networks stay of the order of 1.
         */
        Map<String, double[]> moved(long seed) {
            Map<String, double[]> values = firstValues(new Draws(seed, 64, x.dim(-1)));
            Random random = new Random(seed);
            values.forEach((name, v) -> {
                Shape shape = parameters.get(name).shape();
                double deviation = shape.rank() < 2 ? 0.1 : 0.1 / Math.sqrt(Math.max(shape.dim(-1), shape.dim(-2)));
                Arrays.setAll(v, i -> v[i] + deviation * random.nextGaussian());
            });
            return values;
        }

        /** The number of batches of samples to examine: fewer for large models. */
        int sampleBatches() {
            long size = parameters.values().stream()
                    .mapToLong(p -> p.shape().size())
                    .sum();
            return Math.clamp(1_000_000 / size, 1, 20);
        }

        Oracle at(Map<String, double[]> parameterValues) {
            return at(parameterValues, Arrays64.normal(47, x.shape().size()));
        }

        Oracle at(Map<String, double[]> parameterValues, double[] rows) {
            return at(parameterValues, rows, LEVEL);
        }

        /** At one noise level for all rows. */
        Oracle at(Map<String, double[]> parameterValues, double[] rows, double level) {
            double[] levels = new double[x.dim(0)];
            Arrays.fill(levels, level);
            Oracle oracle = new Oracle(1, 0, 0).bind("x", rows).bind(RecordingScope.LEVEL, levels);
            parameterValues.forEach(oracle::bind);
            return oracle;
        }

        Expr score() {
            return value.shape().rank() == 1 ? Autodiff.grad(value, x) : value;
        }

        /** vᵀHv of each row, for one direction per row, [1,B,D]. */
        Expr curvature(Expr v) {
            return value.shape().rank() == 1
                    ? Autodiff.curvature(value, x, v)
                    : Autodiff.jvp(value, x, v).reshape(x.shape()).dot(v.reshape(x.shape()));
        }
    }

    /** Randomness and training rows for initial values. */
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
