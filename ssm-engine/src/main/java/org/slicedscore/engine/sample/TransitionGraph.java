package org.slicedscore.engine.sample;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;

/**
 * The formulas of a sampler's transition for a batch of chains, in the coordinates of a {@link Reference}. The target is
 * p̃^β q^(1−β), with q the reference and β an input: 1 for the model itself.
 */
final class TransitionGraph {
    static final String CONTROL = "control";
    static final String ACCEPTANCE = "acceptance";
    static final String RATIO = "ratio";
    static final String POSITION = "chain.position";
    private static final String LOG_DENSITY = "chain.log_density";
    private static final String SCORE = "chain.score";
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private final ModelGraph model;
    private final Reference reference;
    private final int chains;
    private final int dim;
    private final Expr stepSize;
    private final Expr beta;
    private final List<Primitive.Variable> variables = new ArrayList<>();
    private final Position current;

    TransitionGraph(ModelGraph model, Reference reference, int chains, int dim) {
        this.model = model;
        this.reference = reference;
        this.chains = chains;
        this.dim = dim;
        Expr control = Expr.of(new Primitive.Input(CONTROL, Shape.of(2)));
        stepSize = control.slice(0, 0, 1).reshape(Shape.SCALAR);
        beta = control.slice(0, 1, 2).reshape(Shape.SCALAR);
        current = new Position(
                variable(POSITION, Shape.of(chains, dim)),
                model.hasLogDensity() ? variable(LOG_DENSITY, Shape.of(chains)) : null,
                variable(SCORE, Shape.of(chains, dim)));
    }

    private Expr variable(String name, Shape shape) {
        Primitive.Variable v = new Primitive.Variable(name, shape);
        variables.add(v);
        return Expr.of(v);
    }

    /** The chains' state, besides the model's parameters. */
    List<Primitive.Variable> variables() {
        return variables;
    }

    /** Computes the model's values at positions written from outside. */
    Plan start() {
        Program.Builder program = Program.named("chains");
        Position fresh = new Position(current.position);
        program.assign(current.modelScore(), fresh.modelScore());
        if (model.hasLogDensity()) {
            program.assign(current.modelLogDensity(), fresh.modelLogDensity());
            program.output(RATIO, fresh.ratio());
        }
        return Compiler.compile(program.build());
    }

    /** One transition. */
    Plan transition(Sampler sampler, Options options) {
        Sampler.Transition t = sampler.transition(new OneStep(options));
        if (!(t.next() instanceof Position next)) {
            throw new IllegalStateException("sampler '" + sampler.id() + "' gives a point of its own making");
        }
        check(sampler, "positions", next.position, Shape.of(chains, dim));
        check(sampler, "acceptances", t.acceptance(), Shape.of(chains));
        Program.Builder program = Program.named("transition");
        program.assign(current.position, next.position);
        program.assign(current.modelScore(), next.modelScore());
        program.output(ACCEPTANCE, t.acceptance());
        if (model.hasLogDensity()) {
            program.assign(current.modelLogDensity(), next.modelLogDensity());
            program.output(RATIO, next.ratio());
        }
        return Compiler.compile(program.build());
    }

    private static void check(Sampler sampler, String what, Expr e, Shape expected) {
        if (!e.shape().equals(expected)) {
            throw new IllegalStateException("sampler '" + sampler.id() + "' gives " + what + " of shape " + e.shape()
                    + ", expected " + expected);
        }
    }

    /** Positions y, with log p̃ and ∇_y log p̃ there, computed on demand. */
    private final class Position implements Sampler.Point {
        private final Expr position;
        private Expr logDensity;
        private Expr score;

        Position(Expr position) {
            this.position = position;
        }

        Position(Expr position, Expr logDensity, Expr score) {
            this.position = position;
            this.logDensity = logDensity;
            this.score = score;
        }

        Expr modelLogDensity() {
            if (logDensity == null) {
                logDensity = model.logDensity(reference.toModel(position));
            }
            return logDensity;
        }

        Expr modelScore() {
            if (score == null) {
                score = model.hasLogDensity() ? Autodiff.grad(modelLogDensity(), position) : field();
            }
            return score;
        }

        private Expr field() {
            Expr h = model.score(reference.toModel(position));
            return reference.identity() ? h : h.mul(Expr.constant(Shape.of(dim), reference.scale()));
        }

        private Expr referenceLogDensity() {
            return position.square().sum(-1).mul(-0.5).sub(0.5 * dim * LOG_2_PI);
        }

        /** log p̃ − log q. */
        Expr ratio() {
            return modelLogDensity().sub(referenceLogDensity());
        }

        @Override
        public Expr position() {
            return position;
        }

        @Override
        public Expr logDensity() {
            if (!model.hasLogDensity()) {
                throw SsmException.usage(
                        "model '%s' is a score field and has no log-density; use a sampler that needs none",
                        model.model().id());
            }
            return beta.mul(modelLogDensity()).add(beta.negate().add(1).mul(referenceLogDensity()));
        }

        @Override
        public Expr score() {
            return beta.mul(modelScore()).add(beta.sub(1).mul(position));
        }
    }

    private final class OneStep implements Sampler.Step {
        private final Options options;

        OneStep(Options options) {
            this.options = options;
        }

        @Override
        public Sampler.Point current() {
            return current;
        }

        @Override
        public Sampler.Point at(Expr position) {
            return new Position(position);
        }

        @Override
        public Sampler.Point choose(Expr accepted, Sampler.Point proposed) {
            Position to = (Position) proposed;
            Expr rows = accepted.expand(1);
            return new Position(
                    rows.select(to.position, current.position),
                    model.hasLogDensity() ? accepted.select(to.modelLogDensity(), current.modelLogDensity()) : null,
                    rows.select(to.modelScore(), current.modelScore()));
        }

        @Override
        public Expr stepSize() {
            return stepSize;
        }

        @Override
        public Expr normal(String purpose) {
            return random(Distribution.NORMAL, "chain.normal." + purpose, dim);
        }

        @Override
        public Expr uniform(String purpose) {
            return random(Distribution.UNIFORM, "chain.uniform." + purpose, 1).reshape(chains);
        }

        private Expr random(Distribution distribution, String purpose, int elements) {
            return Expr.of(new Primitive.Random(distribution, purpose, Shape.of(chains, elements)));
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }
    }
}
