package org.example.sparse;

import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** Each component is ±1/√p with probability p and 0 otherwise, so that E[vvᵀ] = I; p = 1 gives Rademacher directions. */
public final class SparseSigns implements Projection {
    private static final Option<Double> DENSITY =
            Option.number("density", 0.5, 0.01, 1, "Probability p that a component is not 0");

    @Override
    public String id() {
        return "sparse-signs";
    }

    @Override
    public String description() {
        return "Random signs, some of them 0";
    }

    @Override
    public String source() {
        return "Achlioptas 2003, Journal of Computer and System Sciences 66, theorem 1.1";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(DENSITY);
    }

    @Override
    public Expr sample(Draws draws) {
        double density = draws.option(DENSITY);
        Expr kept = draws.uniform(draws.dimension()).less(Expr.constant(density));
        return draws.signs().mul(kept).mul(1 / Math.sqrt(density));
    }

    @Override
    public OptionalDouble secondMoment(int dimension, Options options) {
        return OptionalDouble.of(1);
    }
}
