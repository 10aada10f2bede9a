package org.slicedscore.models.projection;

import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/**
 * A coordinate direction picked at random, times √D: E[vvᵀ] = I, Var(vᵀHv) = D Σ H_ii² − (tr H)². Looks at the diagonal of H
 * only; exact if all its entries are equal.
 */
public final class Basis implements Projection {
    @Override
    public String id() {
        return "basis";
    }

    @Override
    public String description() {
        return "A random coordinate direction, times sqrt(D)";
    }

    @Override
    public String source() {
        return "Avron & Toledo 2011, JACM 58 (unit-vector estimator), as p_v of Song et al. 2019, UAI, section 3";
    }

    @Override
    public Expr sample(Draws draws) {
        int d = draws.dimension();
        Expr u = draws.uniform(1); // coordinate i where i/D <= u < (i+1)/D
        Expr from = Expr.range(d).div(d);
        Expr to = Expr.range(d).add(1).div(d);
        return u.less(to).sub(u.less(from)).mul(Math.sqrt(d));
    }

    @Override
    public OptionalDouble secondMoment(int dimension, Options options) {
        return OptionalDouble.of(1);
    }
}
