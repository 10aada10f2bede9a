package org.slicedscore.core.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.GenerativeModel;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Model;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** A model with its options: builds the formula at any rows, always over the same parameters. */
public final class ModelGraph {
    /**
     * A parameter of the model.
     *
     * @param name unique in the model
     * @param variable its node in every formula
     * @param init its initial values
     */
    public record Parameter(String name, Expr variable, Init init) {
        /** Its shape. */
        public Shape shape() {
            return variable.shape();
        }
    }

    /** The noise level where neither the configuration nor the caller says which. */
    private static final double LEAST_LEVEL = 0.02;

    private final Model model;
    private final Options options;
    private final Map<String, Parameter> parameters;
    private final Expr coefficients;
    private final boolean baseAlone;
    private final double leastLevel;
    private final RowContext context;

    /**
     * A model with options.
     *
     * @param model the model
     * @param options values of the options that it declares
     */
    public ModelGraph(Model model, Options options) {
        this(model, options, LEAST_LEVEL);
    }

    /**
     * A model with options that describes the data at a noise level.
     *
     * @param model the model
     * @param options values of the options that it declares
     * @param leastLevel the noise level where none is bound; of no effect unless the model is noise-conditioned
     */
    public ModelGraph(Model model, Options options, double leastLevel) {
        this(model, options, new LinkedHashMap<>(), null, false, leastLevel, RowContext.NONE);
    }

    private ModelGraph(
            Model model,
            Options options,
            Map<String, Parameter> parameters,
            Expr coefficients,
            boolean baseAlone,
            double leastLevel,
            RowContext context) {
        this.model = model;
        this.options = options;
        this.parameters = parameters;
        this.coefficients = coefficients;
        this.baseAlone = baseAlone;
        this.leastLevel = leastLevel;
        this.context = context;
    }

    /**
     * A model with options, its parameters declared for rows of a given size.
     *
     * @param model the model
     * @param options values of the options that it declares
     * @param dimension D
     */
    public ModelGraph(Model model, Options options, int dimension) {
        this(model, options);
        declare(dimension);
    }

    /**
     * Declares the parameters for rows of a given size and the conditions that are bound.
     *
     * @param dimension D
     * @return this
     */
    public ModelGraph declare(int dimension) {
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(1, dimension)));
        if (model instanceof LogDensityModel) {
            logDensity(x);
        } else {
            score(x);
        }
        return this;
    }

    /** The model. */
    public Model model() {
        return model;
    }

    /** Whether the model is linear in coefficients fitted in closed form: true for an exponential family. */
    public boolean linear() {
        return model instanceof ExponentialFamily;
    }

    /**
     * An exponential family, over the same parameters, with the given coefficients.
     *
     * @param alpha [L]
     * @return the model with these
     */
    public ModelGraph with(Expr alpha) {
        return new ModelGraph(model, options, parameters, alpha, false, leastLevel, context);
    }

    /** The part of an exponential family without coefficients, as a model over the same parameters: log q₀. */
    public ModelGraph base() {
        return new ModelGraph(model, options, parameters, null, true, leastLevel, context);
    }

    /**
     * The model at given noise levels and conditions, over the same parameters. What the model does not read is ignored.
     *
     * @param now levels and conditions of the rows that the formula will be built for
     * @return the model with these
     */
    public ModelGraph within(RowContext now) {
        return new ModelGraph(model, options, parameters, coefficients, baseAlone, leastLevel, now);
    }

    /**
     * The model at given noise levels and the conditions it has, over the same parameters.
     *
     * @param sigma σ of each row, [B]
     * @return the model there
     */
    public ModelGraph at(Expr sigma) {
        return within(context.at(sigma));
    }

    /**
     * The model under conditions, at the noise levels it has, over the same parameters.
     *
     * @param c of each row, [B,C], or of all rows, [C]
     * @return the model there
     */
    public ModelGraph given(Expr c) {
        return within(new RowContext(context.level(), c));
    }

    /** Whether the model reads the noise level. */
    public boolean noiseConditioned() {
        return model.noiseConditioned();
    }

    /**
     * The statistics of an exponential family.
     *
     * @param x rows, [B,D]
     * @return ψ, [B,L]
     */
    public Expr statistics(Expr x) {
        Expr psi = ((ExponentialFamily) model).statistics(x, scope(x));
        if (psi.shape().rank() != 2 || psi.dim(0) != x.dim(0)) {
            throw new IllegalStateException("model '" + model.id() + "' gives statistics of shape " + psi.shape()
                    + " for rows of shape " + x.shape() + ", expected [" + x.dim(0) + ",L]");
        }
        return psi;
    }

    /** The ridge of an exponential family: λ, a scalar. */
    public Expr ridge() {
        Expr ridge = ((ExponentialFamily) model).ridge(new Scope(1));
        if (ridge.shape().rank() != 0) {
            throw new IllegalStateException(
                    "model '" + model.id() + "' gives a ridge of shape " + ridge.shape() + ", expected a scalar");
        }
        return ridge;
    }

    /** Whether the model has a log-density: false for a score field. */
    public boolean hasLogDensity() {
        return model instanceof LogDensityModel;
    }

    /** Whether the log-density is a log-likelihood: true if it integrates to 1. */
    public boolean normalised() {
        return model instanceof LogDensityModel m && m.normalised();
    }

    /** Whether the model has a formula for exact draws: true if {@link #sample} is available. */
    public boolean generative() {
        return model instanceof GenerativeModel;
    }

    /**
     * Rows drawn from a generative model, fresh at every run of the program.
     *
     * @param rows B
     * @param dimension D
     * @return [B,D]
     */
    public Expr sample(int rows, int dimension) {
        Expr x = ((GenerativeModel) model).sample(new RandomDraws(rows, dimension), new Scope(rows));
        Shape expected = Shape.of(rows, dimension);
        if (!x.shape().equals(expected)) {
            throw new IllegalStateException(
                    "model '" + model.id() + "' gives samples of shape " + x.shape() + ", expected " + expected);
        }
        return x;
    }

    /** Shape and randomness of a draw. */
    private record RandomDraws(int rows, int dimension) implements GenerativeModel.Draws {
        private static final String PURPOSE = "sample";

        @Override
        public Expr normal() {
            return Expr.of(new Primitive.Random(Distribution.NORMAL, PURPOSE, Shape.of(rows, dimension)));
        }

        @Override
        public Expr uniform(int count) {
            return Expr.of(new Primitive.Random(Distribution.UNIFORM, PURPOSE + ".uniform", Shape.of(rows, count)));
        }
    }

    /**
     * The parameters declared so far; complete once a formula has been built: name to parameter, in the order of
     * declaration.
     */
    public Map<String, Parameter> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * log p̃ of a log-density model.
     *
     * @param x rows, [B,D]
     * @return [B]
     */
    public Expr logDensity(Expr x) {
        Expr value = baseAlone
                ? ((ExponentialFamily) model).base(x, scope(x))
                : ((LogDensityModel) model).logDensity(x, scope(x));
        return checked(value, Shape.of(x.dim(0)), "log-density", x);
    }

    /**
     * h of a score model.
     *
     * @param x rows, [B,D]
     * @return [B,D]
     */
    public Expr score(Expr x) {
        return checked(((ScoreModel) model).score(x, scope(x)), x.shape(), "score", x);
    }

    private Expr checked(Expr e, Shape expected, String what, Expr x) {
        if (!e.shape().equals(expected)) {
            throw new IllegalStateException("model '" + model.id() + "' gives a " + what + " of shape " + e.shape()
                    + " for rows of shape " + x.shape() + ", expected " + expected);
        }
        return e;
    }

    private ModelScope scope(Expr x) {
        return new Scope(x.dim(0));
    }

    private final class Scope implements ModelScope {
        private final int rows;

        Scope(int rows) {
            this.rows = rows;
        }

        @Override
        public Expr noiseLevel() {
            if (!model.noiseConditioned()) {
                throw new IllegalStateException("model '" + model.id()
                        + "' asks for the noise level, but is not declared as noise-conditioned");
            }
            return context.level() == null ? Expr.filled(leastLevel, Shape.of(rows)) : context.level();
        }

        @Override
        public Optional<Expr> conditions() {
            Expr c = model.conditional() ? context.conditions() : null;
            return Optional.ofNullable(c).map(v -> v.shape().rank() > 1 ? v : v.broadcastTo(Shape.of(rows, v.dim(0))));
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }

        @Override
        public Expr parameter(String name, Init init, int... dims) {
            Shape shape = Shape.of(dims);
            if (coefficients != null && name.equals(ExponentialFamily.COEFFICIENTS)) {
                return coefficients;
            }
            Parameter p = parameters.computeIfAbsent(
                    name, n -> new Parameter(n, Expr.of(new Primitive.Variable(n, shape)), init));
            if (!p.shape().equals(shape)) {
                throw new IllegalArgumentException("model '" + model.id() + "' declares parameter '" + name
                        + "' with shape " + shape + " after " + p.shape());
            }
            return p.variable();
        }
    }
}
