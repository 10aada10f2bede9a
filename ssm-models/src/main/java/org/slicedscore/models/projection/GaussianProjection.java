package org.slicedscore.models.projection;

import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/** v ~ N(0, I): E[vvᵀ] = I, Var(vᵀHv) = 2‖H‖²_F for symmetric H. */
public final class GaussianProjection implements Projection {
    @Override
    public String id() {
        return "gaussian";
    }

    @Override
    public String description() {
        return "Independent standard normal components";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 3";
    }

    @Override
    public Expr sample(Draws draws) {
        return draws.normal();
    }

    @Override
    public OptionalDouble secondMoment(int dimension, Options options) {
        return OptionalDouble.of(1);
    }
}
