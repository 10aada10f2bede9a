package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** What every {@link Optimizer} must satisfy. Extend it, return the optimiser, and run the class with JUnit. */
public abstract class OptimizerContract extends PluginContract {
    private static final Shape SHAPE = Shape.of(2, 3);
    private static final double[] START = {0.5, -1, 2, -3, 0.25, 1};
    private static final double[] TARGET = {1, 1, 1, -2, 0, 2};

    /** For subclasses. */
    protected OptimizerContract() {}

    /**
     * The optimiser under test.
     *
     * @return a fresh or shared instance
     */
    protected abstract Optimizer optimizer();

    @Override
    protected final Optimizer plugin() {
        return optimizer();
    }

    /** A learning rate that is used where none is given. */
    @Check("the default learning rate is a positive number")
    protected void defaultLearningRateIsPositive() {
        double rate = optimizer().defaultLearningRate();
        assertTrue(
                rate > 0 && Double.isFinite(rate),
                name() + ": defaultLearningRate() is " + rate + ", not a positive number");
    }

    /** The first step goes against the gradient, and no step of length 0 is taken where there is one. */
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

    /** A learning rate of 0 moves nothing. */
    @Check("a learning rate of 0 moves nothing")
    protected void learningRateScalesTheStep() {
        Run run = new Run();
        run.step(0);
        assertArrayEquals(START, run.parameter, name() + ": moves the parameter although the learning rate is 0");
    }

    /** The minimum of a sum of squares is found. */
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

    /** The optimiser at work on ½‖θ − target‖². */
    private final class Run implements Optimizer.Step {
        private final Options options = Options.parse(name(), optimizer().options(), options());
        private final Map<String, Expr> states = new LinkedHashMap<>();
        private final Map<String, Expr> kept = new LinkedHashMap<>();
        private final Map<String, LongToDoubleFunction> perStep = new HashMap<>();
        private final Map<String, double[]> values = new HashMap<>();
        private final Expr update;
        private double[] parameter = START.clone();
        private long step;

        Run() {
            update = optimizer().update(this);
            assertEquals(SHAPE, update.shape(), name() + ": update() has not the parameter's shape");
            for (String state : states.keySet()) {
                assertTrue(
                        kept.containsKey(state),
                        name() + ": state '" + state + "' is read but never kept, so it stays zero");
                values.put("state." + state, new double[START.length]);
            }
        }

        double[] slope() {
            double[] gradient = new double[START.length];
            Arrays.setAll(gradient, i -> parameter[i] - TARGET[i]);
            return gradient;
        }

        void step(double learningRate) {
            step++;
            Oracle oracle = new Oracle(0, 0, 0)
                    .bind("parameter", parameter)
                    .bind("gradient", slope())
                    .bind("rate", new double[] {learningRate});
            values.forEach(oracle::bind);
            perStep.forEach(
                    (name, function) -> oracle.bind("step." + name, new double[] {function.applyAsDouble(step)}));
            kept.forEach((name, value) -> values.put("state." + name, oracle.of(value)));
            parameter = oracle.of(update);
        }

        @Override
        public Expr parameter() {
            return input("parameter", SHAPE);
        }

        @Override
        public Expr gradient() {
            return input("gradient", SHAPE);
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
            return states.computeIfAbsent(name, n -> input("state." + n, SHAPE));
        }

        @Override
        public Expr keep(String name, Expr value) {
            assertEquals(
                    SHAPE,
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

        private static Expr input(String name, Shape shape) {
            return Expr.of(new Primitive.Input(name, shape));
        }
    }
}
