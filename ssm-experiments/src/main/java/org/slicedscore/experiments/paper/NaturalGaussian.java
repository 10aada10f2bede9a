package org.slicedscore.experiments.paper;

import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;

/**
 * log p̃(x) = hᵀx − ½ xᵀPx: an exponential family, so that every score-matching loss is quadratic in (h, P) and its optimum
 * is the solution of a linear system. Not a plug-in; the estimation experiment alone uses it.
 */
final class NaturalGaussian implements LogDensityModel {
    static final String SHIFT = "shift";
    static final String PRECISION = "precision";

    @Override
    public String id() {
        return "natural-gaussian";
    }

    @Override
    public String description() {
        return "One Gaussian in its natural parameters";
    }

    @Override
    public String source() {
        return "Hyvärinen 2007, Computational Statistics & Data Analysis 51 (score matching of exponential families)";
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        int d = x.dim(-1);
        Expr shift = scope.parameter(SHIFT, Init.constant(0), d);
        Expr precision = scope.parameter(PRECISION, Init.identity(), d, d);
        return x.mul(shift).sum(-1).sub(x.matmul(precision).mul(x).sum(-1).mul(0.5));
    }
}
