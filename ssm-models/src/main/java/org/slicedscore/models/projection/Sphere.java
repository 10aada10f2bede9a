package org.slicedscore.models.projection;

import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/**
 * Uniform on the sphere of radius √D: E[vvᵀ] = I, Var(vᵀHv) = 2D/(D+2)·(‖H‖²_F − (tr H)²/D) for symmetric H. With this
 * radius vᵀHv estimates tr H on the scale of the other projections; {@link UnitSphere} has radius 1.
 */
public final class Sphere implements Projection {
    @Override
    public String id() {
        return "sphere";
    }

    @Override
    public String description() {
        return "Uniform on the sphere of radius sqrt(D)";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 3, scaled to E[vv^T] = I";
    }

    @Override
    public Expr sample(Draws draws) {
        return UnitSphere.normalised(draws.normal()).mul(Math.sqrt(draws.dimension()));
    }

    @Override
    public OptionalDouble secondMoment(int dimension, Options options) {
        return OptionalDouble.of(1);
    }
}
