package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** The contract of {@link Optimizer}s. Extend it, return the optimiser, and run the class with JUnit. */
public abstract class OptimizerContract extends PluginContract {
    private static final List<Shape> SHAPES =
            List.of(Shape.SCALAR, Shape.of(1), Shape.of(7), Shape.of(2, 3), Shape.of(3, 1, 2));
    private static final Shape SHAPE = Shape.of(2, 3);
    private static final double[] START = {0.5, -1, 2, -3, 0.25, 1};
    private static final double[] TARGET = {1, 1, 1, -2, 0, 2};

    /** For subclasses. */
    protected OptimizerContract() {}

    /** {@return the optimiser under test, a fresh or shared instance} */
    protected abstract Optimizer optimizer();

    @Override
    protected final Optimizer plugin() {
        return optimizer();
    }

    /**
     * One element of the parameter after the first step, computed independently from the paper with {@link #options()};
     * the checks compare it with the formula.
     *
     * @param parameter the element before the step
     * @param gradient its gradient, not 0
     * @param learningRate the learning rate
     * @return the element after the step; empty if unknown, the default
     */
    protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
        return OptionalDouble.empty();
    }

    /** The default learning rate is valid. */
    @Check("the default learning rate is a positive number")
    protected void defaultLearningRateIsPositive() {
        double rate = optimizer().defaultLearningRate();
        assertTrue(
                rate > 0 && Double.isFinite(rate),
                name() + ": defaultLearningRate() is " + rate + ", not a positive number");
    }

    /** The first step goes against the gradient, and is not zero if the gradient is not. */
    @Check("the first step goes against the gradient")
    protected void firstStepDescends() {
        Run run = new Run();
        double[] before = run.parameter.clone();
        double[] gradient = run.slope();
        run.step(optimizer().defaultLearningRate());
        for (int i = 0; i < before.length; i++) {
            if (gradient[i] != 0) {
                assertTrue(
                        (run.parameter[i] - before[i]) * gradient[i] < 0,
                        name() + ": element " + i + " of the parameter went from " + before[i] + " to "
                                + run.parameter[i] + " with gradient " + gradient[i] + "; the step must go against it");
            }
        }
    }

    /** A learning rate of 0 changes nothing. */
    @Check("a learning rate of 0 moves nothing")
    protected void learningRateScalesTheStep() {
        Run run = new Run();
        run.step(0);
        assertArrayEquals(START, run.parameter, name() + ": moves the parameter although the learning rate is 0");
    }

    /** At a stationary point only weight decay acts, and nothing is divided by 0. */
    @Check("a gradient of 0 moves nothing, but for weight decay")
    protected void gradientOfZeroMovesNothing() {
        Run run = new Run();
        double[] before = run.parameter;
        for (int i = 0; i < 3; i++) {
            run.step(optimizer().defaultLearningRate(), new double[before.length]);
        }
        for (int i = 0; i < before.length; i++) {
            double share = run.parameter[i] / before[i];
            assertTrue(
                    share >= 0 && share <= 1,
                    name() + ": element " + i + " of the parameter went from " + before[i] + " to " + run.parameter[i]
                            + " with a gradient of 0 at each of 3 steps; it must stay, or shrink towards 0");
        }
    }

    /** Parameters of any shape are updated, and the state has the parameter's shape. */
    @Check("parameters of any shape are moved, and the state has their shape")
    protected void anyShapeIsMoved() {
        for (Shape shape : SHAPES) {
            Run run = new Run(shape, settings());
            double[] before = run.parameter;
            run.step(0.01);
            run.step(0.01);
            assertEquals(
                    -1,
                    Arrays64.notFinite(run.parameter),
                    name() + ": a parameter of shape " + shape + " is not finite");
            assertFalse(
                    Arrays.equals(before, run.parameter), name() + ": a parameter of shape " + shape + " is not moved");
        }
    }

    /** The step is a function of the parameter, gradient, learning rate, state and step number: it is reproducible. */
    @Check("a step depends on the parameter, its gradient, the rate, the state and the step's number alone")
    protected void dependsOnItsInputsAlone() {
        Run run = new Run();
        for (Expr leaf : Oracle.leaves(run.formulas())) {
            assertTrue(
                    leaf.primitive() instanceof Constant || run.inputs.containsValue(leaf),
                    name() + ": uses " + leaf + ", which it did not get from its step");
        }
        Run again = new Run();
        for (int i = 0; i < 3; i++) {
            run.step(0.01);
            again.step(0.01);
        }
        assertArrayEquals(run.parameter, again.parameter, name() + ": three steps, taken twice, differ");
    }

    /** The first step is that of the paper. */
    @Check("the first step is what was worked out by hand")
    protected void firstStepIsThatOfThePaper() {
        Run run = new Run();
        double[] before = run.parameter;
        double[] gradient = run.slope();
        run.step(0.1);
        for (int i = 0; i < before.length; i++) {
            double expected = firstStep(before[i], gradient[i], 0.1)
                    .orElseGet(() -> Expect.inapplicable("firstStep() says nothing to compare with"));
            assertEquals(
                    expected,
                    run.parameter[i],
                    1e-9 * Math.max(1, Math.abs(expected)),
                    name() + ": element " + i + " of the parameter after the first step, from " + before[i]
                            + " with gradient " + gradient[i] + ", by hand (expected) and by the formula (actual)");
        }
    }

    /** Options accept the values that they declare. */
    @Check("every option works, or is refused, at the values that its declaration admits")
    protected void optionsWork() {
        withEachOption(options -> {
            Run run = new Run(SHAPE, options);
            run.step(0.01);
            run.step(0.01);
            assertEquals(-1, Arrays64.notFinite(run.parameter), "the parameter after two steps is not finite");
        });
    }

    /** It finds the minimum of a sum of squares. */
    @Check("the minimum of a sum of squares is found")
    protected void findsTheMinimumOfASumOfSquares() {
        Run run = new Run();
        int steps = 4000;
        for (int i = 0; i < steps; i++) {
            run.step(0.02 * (1 - (double) i / steps));
        }
        assertEquals(-1, Arrays64.notFinite(run.parameter), name() + ": diverges on a sum of squares");
        assertArrayEquals(
                TARGET,
                run.parameter,
                1e-2,
                name() + ": the minimum of ½‖θ − target‖² is not found in " + steps
                        + " steps whose learning rate falls from 0.02 to 0");
    }

    /** The optimiser applied to ½‖θ − target‖². */
    private final class Run implements Optimizer.Step {
        private final Shape shape;
        private final Options options;
        private final Map<String, Expr> inputs = new LinkedHashMap<>();
        private final Map<String, Expr> kept = new LinkedHashMap<>();
        private final Map<String, LongToDoubleFunction> perStep = new HashMap<>();
        private final Map<String, double[]> states = new HashMap<>();
        private final Expr update;
        private double[] parameter;
        private long step;

        Run() {
            this(SHAPE, settings());
        }

        Run(Shape shape, Options options) {
            this.shape = shape;
            this.options = options;
            parameter = new double[Math.toIntExact(shape.size())];
            Arrays.setAll(parameter, i -> START[i % START.length]);
            update = optimizer().update(this);
            assertEquals(shape, update.shape(), name() + ": update() has not the parameter's shape");
            for (String state : states.keySet()) {
                assertTrue(
                        kept.containsKey(state),
                        name() + ": state '" + state + "' is read but never kept, so it stays zero");
            }
        }

        Expr[] formulas() {
            return Stream.concat(Stream.of(update), kept.values().stream()).toArray(Expr[]::new);
        }

        double[] slope() {
            double[] gradient = new double[parameter.length];
            Arrays.setAll(gradient, i -> parameter[i] - TARGET[i % TARGET.length]);
            return gradient;
        }

        void step(double learningRate) {
            step(learningRate, slope());
        }

        void step(double learningRate, double[] gradient) {
            step++;
            Oracle oracle = new Oracle(step, step, 0)
                    .bind("parameter", parameter)
                    .bind("gradient", gradient)
                    .bind("rate", new double[] {learningRate});
            states.forEach((name, value) -> oracle.bind("state." + name, value));
            perStep.forEach(
                    (name, function) -> oracle.bind("step." + name, new double[] {function.applyAsDouble(step)}));
            kept.forEach((name, value) -> states.put(name, oracle.of(value)));
            parameter = oracle.of(update);
        }

        @Override
        public Expr parameter() {
            return input("parameter", shape);
        }

        @Override
        public Expr gradient() {
            return input("gradient", shape);
        }

        @Override
        public Expr learningRate() {
            return input("rate", Shape.SCALAR);
        }

        @Override
        public Expr perStep(String name, LongToDoubleFunction function) {
            perStep.put(name, function);
            return input("step." + name, Shape.SCALAR);
        }

        @Override
        public Expr state(String name) {
            states.putIfAbsent(name, new double[parameter.length]);
            return input("state." + name, shape);
        }

        @Override
        public Expr keep(String name, Expr value) {
            assertEquals(
                    shape,
                    value.shape(),
                    OptimizerContract.this.name() + ": the value kept as '" + name + "' has not the parameter's shape");
            assertTrue(
                    kept.put(name, value) == null,
                    OptimizerContract.this.name() + ": state '" + name + "' is kept twice");
            return value;
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }

        private Expr input(String name, Shape of) {
            return inputs.computeIfAbsent(name, n -> Expr.of(new Primitive.Input(n, of)));
        }
    }
}
