package org.slicedscore.core.score;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.autodiff.Curvature;
import org.slicedscore.core.autodiff.Graphs;

/** The score function of a model at a batch of rows, as expressions. */
public final class ScoreGraph implements ScoreFunction {
    private final ModelGraph model;
    private final Expr rows;
    private final Directions source;
    private final Noise noise;
    private final Options options;
    private final int traceBlock;
    private final Perturbation perturbation;
    private Expr value;
    private Expr score;
    private Expr directions;
    private Curvature curvature;

    /**
     * A score function.
     *
     * @param model the model
     * @param rows [B,D]
     * @param directions source of directions
     * @param noise source of noise
     * @param options values of the options that the objective declares
     */
    public ScoreGraph(ModelGraph model, Expr rows, Directions directions, Noise noise, Options options) {
        this(model, rows, directions, noise, options, 0, null);
    }

    private ScoreGraph(
            ModelGraph model,
            Expr rows,
            Directions directions,
            Noise noise,
            Options options,
            int traceBlock,
            Perturbation perturbation) {
        if (rows.shape().rank() != 2) {
            throw new IllegalArgumentException("rows of shape " + rows.shape() + ", expected [B,D]");
        }
        this.model = model;
        this.rows = rows;
        this.source = directions;
        this.noise = noise;
        this.options = options;
        this.traceBlock = traceBlock;
        this.perturbation = perturbation;
    }

    /**
     * The same score function with a given number of coordinate directions per block of the exact trace.
     *
     * @param block directions per block; 0 to choose by memory
     * @return a new score function
     */
    public ScoreGraph withTraceBlock(int block) {
        return new ScoreGraph(model, rows, source, noise, options, block, perturbation);
    }

    /**
     * The score function of the same model, told the noise level, at rows with that noise on them.
     *
     * @param sigma the standard deviation of each row's noise: σ, [B]
     * @return the score function at x + σε
     */
    public ScoreGraph perturbed(Expr sigma) {
        Expr epsilon = noise.sample("level", rows.shape());
        Expr moved = rows.add(epsilon.mul(sigma.expand(1)));
        return new ScoreGraph(
                model.at(sigma), moved, source, noise, options, traceBlock, new Perturbation(sigma, epsilon));
    }

    @Override
    public Expr rows() {
        return rows;
    }

    @Override
    public Expr logDensity() {
        if (!model.hasLogDensity()) {
            throw SsmException.usage(
                    "model '%s' is a score field and has no log-density; use a model that has one",
                    model.model().id());
        }
        return value();
    }

    @Override
    public Expr logLikelihood() {
        if (!model.normalised()) {
            throw SsmException.usage(
                    "model '%s' is not normalised, so it has no likelihood; use %s, or %s",
                    model.model().id(), Alternative.NORMALISED_MODEL, Alternative.OBJECTIVE_WITHOUT_NORMALISER);
        }
        return value();
    }

    @Override
    public boolean hasLogDensity() {
        return model.hasLogDensity();
    }

    /** log p̃, or h of a score field. */
    private Expr value() {
        if (value == null) {
            value = model.hasLogDensity() ? model.logDensity(rows) : model.score(rows);
        }
        return value;
    }

    @Override
    public Expr score() {
        if (score == null) {
            score = model.hasLogDensity() ? Autodiff.grad(value(), rows) : value();
        }
        return score;
    }

    @Override
    public Expr directions() {
        if (directions == null) {
            directions = source.sample(rows.dim(0), rows.dim(1));
        }
        return directions;
    }

    @Override
    public double secondMoment() {
        return secondMoment(source, rows.dim(1));
    }

    static double secondMoment(Directions source, int dimension) {
        OptionalDouble c = source.secondMoment(dimension);
        return c.orElseThrow(() -> SsmException.usage(
                "%s has a second moment that is not a multiple of the identity, which this objective needs;"
                        + " use %s, or %s",
                source.name(), Alternative.ISOTROPIC_PROJECTION, Alternative.OBJECTIVE_FOR_ANY_DIRECTIONS));
    }

    @Override
    public Expr slope() {
        return model.hasLogDensity()
                ? alongDirections().slope()
                : directions().mul(score()).sum(-1);
    }

    @Override
    public Expr curvature() {
        return model.hasLogDensity()
                ? smooth(alongDirections().sum()).mul(1.0 / directions().dim(0))
                : curvatures().mean(0);
    }

    @Override
    public Expr curvatures() {
        return smooth(model.hasLogDensity() ? alongDirections().each() : jacobianForms(directions()));
    }

    private Curvature alongDirections() {
        if (curvature == null) {
            curvature = new Curvature(value(), rows, directions());
        }
        return curvature;
    }

    /** vᵀJv for each direction. */
    private Expr jacobianForms(Expr v) {
        return Autodiff.jvp(score(), rows, v).mul(v).sum(-1);
    }

    @Override
    public Expr trace() {
        smooth(value());
        int block = traceBlock > 0 ? traceBlock : Coordinates.fitting(value(), rows);
        Coordinates coordinates = Coordinates.blocks(rows, block);
        Expr v = coordinates.spread();
        return coordinates.total(
                model.hasLogDensity()
                        ? Autodiff.curvature(value(), rows, v)
                        : jacobianForms(v).sum(0));
    }

    @Override
    public Expr propagatedDiagonal(int draws) {
        return smooth(Autodiff.propagatedDiagonal(energy("curvature propagation"), rows, draws));
    }

    @Override
    public Expr approximateDiagonal() {
        return smooth(Autodiff.approximateDiagonal(energy("diagonal propagation"), rows));
    }

    private Expr energy(String what) {
        if (!model.hasLogDensity()) {
            throw SsmException.usage(
                    "model '%s' is a score field, whose Jacobian %s cannot follow; use %s, or %s",
                    model.model().id(), what, Alternative.MODEL_WITH_LOG_DENSITY, Alternative.OBJECTIVE_FOR_SCORES);
        }
        return value();
    }

    /** Rejects models whose curvature is zero almost everywhere, because the loss would mean nothing. */
    private Expr smooth(Expr e) {
        return smooth(model, value(), e);
    }

    static Expr smooth(ModelGraph model, Expr value, Expr e) {
        for (Expr node : Graphs.topological(List.of(value))) {
            if (node.primitive() instanceof Primitive.Activation a
                    && !a.function().hasCurvature()) {
                throw SsmException.usage(
                        "model '%s' uses %s, whose second derivative is 0 almost everywhere, so the curvature that this"
                                + " objective needs is lost; use tanh, softplus, silu, sigmoid or elu, or %s",
                        model.model().id(),
                        a.function().name().toLowerCase(java.util.Locale.ROOT),
                        Alternative.OBJECTIVE_WITHOUT_CURVATURE);
            }
        }
        return e;
    }

    @Override
    public ScoreFunction at(Expr other) {
        ScoreGraph moved = new ScoreGraph(model, other, source, noise, options, traceBlock, perturbation);
        moved.directions = directions;
        return moved;
    }

    @Override
    public Optional<Perturbation> perturbation() {
        return Optional.ofNullable(perturbation);
    }

    @Override
    public Expr noise(String purpose) {
        return noise.sample(purpose, rows.shape());
    }

    @Override
    public <T> T option(Option<T> option) {
        return options.get(option);
    }
}
