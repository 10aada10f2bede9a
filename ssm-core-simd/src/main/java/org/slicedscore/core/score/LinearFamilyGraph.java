package org.slicedscore.core.score;

import java.util.OptionalDouble;
import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;

/** The statistics of an exponential family at a batch of rows and their derivatives, as expressions. */
public final class LinearFamilyGraph implements LinearFamily {
    private final ModelGraph model;
    private final Expr rows;
    private final Directions source;
    private final Noise noise;
    private final Options options;
    private final int block;
    private Expr statistics;
    private Expr directions;
    private ScoreGraph base;

    /**
     * Creates the family at given rows.
     *
     * @param model an exponential family
     * @param rows [B,D]
     * @param directions source of directions
     * @param noise source of noise
     * @param options values of the options that the objective declares
     */
    public LinearFamilyGraph(ModelGraph model, Expr rows, Directions directions, Noise noise, Options options) {
        this(model, rows, directions, noise, options, 0);
    }

    private LinearFamilyGraph(
            ModelGraph model, Expr rows, Directions directions, Noise noise, Options options, int block) {
        this.model = model;
        this.rows = rows;
        this.source = directions;
        this.noise = noise;
        this.options = options;
        this.block = block;
    }

    /**
     * The same family with a given number of coordinates per block of the quadratic of exact score matching.
     *
     * @param block coordinates per block; 0 to choose by memory
     * @return a new family
     */
    public LinearFamilyGraph withBlock(int block) {
        return new LinearFamilyGraph(model, rows, source, noise, options, block);
    }

    @Override
    public Expr rows() {
        return rows;
    }

    @Override
    public Expr statistics() {
        if (statistics == null) {
            statistics = model.statistics(rows);
        }
        return statistics;
    }

    @Override
    public Expr slopes() {
        return Autodiff.jvp(statistics(), rows, directions());
    }

    @Override
    public Expr curvatures() {
        return ScoreGraph.smooth(model, statistics(), Autodiff.secondJvp(statistics(), rows, directions()));
    }

    @Override
    public Expr gradients() {
        return Autodiff.jvp(statistics(), rows, coordinates());
    }

    @Override
    public Expr laplacians() {
        Expr second = Autodiff.secondJvp(statistics(), rows, coordinates());
        return ScoreGraph.smooth(model, statistics(), second.sum(0));
    }

    private Expr coordinates() {
        return Coordinates.all(rows).spread();
    }

    @Override
    public QuadraticLoss scoreMatching() {
        int most = block > 0 ? block : Coordinates.fitting(statistics(), rows);
        Coordinates coordinates = Coordinates.blocks(rows, most);
        Expr v = coordinates.spread();
        Expr second = Autodiff.secondJvp(statistics(), rows, v).sum(0);
        return new QuadraticLoss(
                Autodiff.jvp(statistics(), rows, v),
                coordinates.of(base().score()),
                ScoreGraph.smooth(model, statistics(), coordinates.total(second)));
    }

    @Override
    public ScoreFunction base() {
        if (base == null) {
            Directions same = new Directions() {
                @Override
                public Expr sample(int count, int dimension) {
                    return directions();
                }

                @Override
                public OptionalDouble secondMoment(int dimension) {
                    return source.secondMoment(dimension);
                }

                @Override
                public String name() {
                    return source.name();
                }
            };
            base = new ScoreGraph(model.base(), rows, same, noise, options);
        }
        return base;
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
        return ScoreGraph.secondMoment(source, rows.dim(1));
    }

    @Override
    public Expr noise(String purpose) {
        return noise.sample(purpose, Shape.of(rows.dim(0), rows.dim(1)));
    }

    @Override
    public LinearFamily at(Expr other) {
        LinearFamilyGraph moved = new LinearFamilyGraph(model, other, source, noise, options, block);
        moved.directions = directions;
        return moved;
    }

    @Override
    public <T> T option(Option<T> option) {
        return options.get(option);
    }
}
