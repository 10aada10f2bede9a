package org.slicedscore.testkit;

import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/**
 * −½a‖x‖² + Σₖ softplus(wₖᵀx): its Hessian is full and has more than one source, so that every estimate of it, even
 * with signs, depends on the random numbers. On a Gaussian with independent columns some estimates are exact.
 */
final class Coupled implements LogDensityModel {
    @Override
    public String id() {
        return "coupled-energy";
    }

    @Override
    public String description() {
        return "A Gaussian energy with columns coupled by softplus units";
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        int d = x.dim(-1);
        double[] weights = Arrays64.normal(11, 3L * d);
        Expr units = x.matmul(Expr.constant(Shape.of(d, 3), weights)).softplus().sum(-1);
        Expr a = scope.parameter(Isotropic.PARAMETER, Init.constant(1));
        return x.square().sum(-1).mul(a).mul(-0.5).add(units);
    }
}
