package org.slicedscore.testkit;

import java.util.HashMap;
import java.util.Map;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;

/** A sampler running on a known density with several chains in double precision. */
final class MarkovChains {
    private static final String POSITION = "position";
    private static final String STEP_SIZE = "step size";

    private final String name;
    private final KnownDensity target;
    private final Shape shape;
    private final boolean hasLogDensity;
    private final Options options;
    private final Expr next;
    private final Expr acceptance;
    private boolean askedForLogDensity;

    /**
     * Builds the transition.
     *
     * @param name of the sampler, for messages
     * @param hasLogDensity false for a target with only a score
     */
    MarkovChains(
            String name, Sampler sampler, Options options, KnownDensity target, int chains, boolean hasLogDensity) {
        this.name = name;
        this.target = target;
        this.shape = Shape.of(chains, target.dim());
        this.hasLogDensity = hasLogDensity;
        this.options = options;
        Sampler.Transition t = sampler.transition(new Step());
        if (!(t.next() instanceof Point point)) {
            throw Expect.<AssertionError>fail(
                    name + ": the next point is one of its own making; take those of step.at() and step.choose()");
        }
        next = point.position();
        acceptance = t.acceptance();
        Expect.assertEquals(shape, next.shape(), name + ": the next positions have the wrong shape");
        Expect.assertEquals(Shape.of(chains), acceptance.shape(), name + ": the acceptances have the wrong shape");
    }

    boolean askedForLogDensity() {
        return askedForLogDensity;
    }

    /**
     * The chains' positions and their last acceptances.
     *
     * @param positions [B,D]
     * @param acceptance [B]
     */
    record State(double[] positions, double[] acceptance) {}

    /** Transitions 1 to {@code count} of the chains from {@code firstChain} on. */
    State run(double[] from, double stepSize, int count, long seed, int firstChain) {
        State state = new State(from, new double[0]);
        for (int i = 1; i <= count; i++) {
            Oracle oracle = new Oracle(seed, i, firstChain)
                    .bind(POSITION, state.positions)
                    .bind(STEP_SIZE, new double[] {stepSize});
            state = new State(oracle.of(next), oracle.of(acceptance));
        }
        return state;
    }

    /** log p up to a constant at some rows. */
    static double[] logDensities(KnownDensity density, double[] rows) {
        Shape shape = Shape.of(rows.length / density.dim(), density.dim());
        return new Oracle(0, 0, 0)
                .bind(POSITION, rows)
                .of(density.logDensity(Expr.of(new Primitive.Input(POSITION, shape))));
    }

    /** A position, with the target's values there. */
    private final class Point implements Sampler.Point {
        private final Expr position;
        private Expr logDensity;
        private Expr score;

        Point(Expr position) {
            Expect.assertEquals(shape, position.shape(), name + ": looks at positions of the wrong shape");
            this.position = position;
        }

        @Override
        public Expr position() {
            return position;
        }

        @Override
        public Expr logDensity() {
            askedForLogDensity = true;
            if (!hasLogDensity) {
                throw SsmException.usage("the target is a score field and has no log-density");
            }
            return value();
        }

        @Override
        public Expr score() {
            score = score == null ? Autodiff.grad(value(), position) : score;
            return score;
        }

        private Expr value() {
            logDensity = logDensity == null ? target.logDensity(position) : logDensity;
            return logDensity;
        }
    }

    private final class Step implements Sampler.Step {
        private final Point current = new Point(Expr.of(new Primitive.Input(POSITION, shape)));
        private final Expr stepSize = Expr.of(new Primitive.Input(STEP_SIZE, Shape.SCALAR));
        private final Map<String, Expr> random = new HashMap<>();

        @Override
        public Sampler.Point current() {
            return current;
        }

        @Override
        public Sampler.Point at(Expr position) {
            return new Point(position);
        }

        @Override
        public Sampler.Point choose(Expr accepted, Sampler.Point proposed) {
            return new Point(accepted.expand(1).select(proposed.position(), current.position));
        }

        @Override
        public Expr stepSize() {
            return stepSize;
        }

        @Override
        public Expr normal(String purpose) {
            return random(Distribution.NORMAL, "normal." + purpose, shape.dim(-1));
        }

        @Override
        public Expr uniform(String purpose) {
            return random(Distribution.UNIFORM, "uniform." + purpose, 1).reshape(shape.dim(0));
        }

        private Expr random(Distribution distribution, String purpose, int elements) {
            return random.computeIfAbsent(
                    purpose, p -> Expr.of(new Primitive.Random(distribution, p, Shape.of(shape.dim(0), elements))));
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }
    }
}
