package org.slicedscore.models.projection;

import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/** Uniform on the sphere of radius 1: E[vvᵀ] = I/D, so every loss is 1/D of what {@link Sphere} gives. */
public final class UnitSphere implements Projection {
    @Override
    public String id() {
        return "unit-sphere";
    }

    @Override
    public String description() {
        return "Uniform on the sphere of radius 1; losses are 1/D of the other projections'";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 3";
    }

    @Override
    public Expr sample(Draws draws) {
        return normalised(draws.normal());
    }

    @Override
    public OptionalDouble secondMoment(int dimension, Options options) {
        return OptionalDouble.of(1.0 / dimension);
    }

    /**
     * Vectors of length 1. A single-precision generator gives an exact 0 about once in 2²⁴ numbers, which in one dimension
     * is a vector without a direction: it stays 0 and does not become NaN.
     */
    static Expr normalised(Expr normal) {
        Expr length = normal.square().sum(-1).add(1e-30).sqrt();
        return normal.div(length.expand(-1));
    }
}
