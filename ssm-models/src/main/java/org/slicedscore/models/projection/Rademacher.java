package org.slicedscore.models.projection;

import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/** Each component is −1 or +1: E[vvᵀ] = I, Var(vᵀHv) = 2(‖H‖²_F − Σ H_ii²) for symmetric H. */
public final class Rademacher implements Projection {
    @Override
    public String id() {
        return "rademacher";
    }

    @Override
    public String description() {
        return "Independent random signs; least variance if H is nearly diagonal";
    }

    @Override
    public String source() {
        return "Hutchinson 1989; Song et al. 2019, UAI, section 3";
    }

    @Override
    public Expr sample(Draws draws) {
        return draws.signs();
    }

    @Override
    public OptionalDouble secondMoment(int dimension, Options options) {
        return OptionalDouble.of(1);
    }
}
