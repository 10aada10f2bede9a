package org.example.banana;

import java.util.List;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * A Gaussian that is bent along its first feature: with u = x − centre, z₁ = u₁/σ₁ and z_j = (u_j − b_j u₁²)/σ_j,
 * log p = −½‖z‖² − Σ log σ − ½D log 2π. Bending moves mass without squeezing it, so the density stays normalised.
 */
public final class Banana implements LogDensityModel {
    private static final Option<Double> BEND =
            Option.number("bend", 0.1, 0, 10, "Standard deviation of the first values of the bends");

    @Override
    public String id() {
        return "banana";
    }

    @Override
    public String description() {
        return "A Gaussian bent along its first feature";
    }

    @Override
    public String source() {
        return "Haario, Saksman and Tamminen 1999, Computational Statistics 14, section 5 (twisted Gaussian)";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(BEND);
    }

    @Override
    public boolean normalised() {
        return true;
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        int d = x.dim(-1);
        if (d < 2) {
            throw SsmException.usage("model 'banana' needs at least 2 features, found %d; use more columns", d);
        }
        Expr centre = scope.parameter("centre", Init.constant(0), d);
        Expr logScale = scope.parameter("log_scale", Init.constant(0), d);
        Expr bend = scope.parameter("bend", Init.normal(scope.option(BEND)), d - 1);
        Expr u = x.sub(centre);
        Expr first = u.slice(-1, 0, 1);
        Expr others = u.slice(-1, 1, d).sub(first.square().mul(bend));
        Expr z = Expr.concat(-1, first, others).mul(logScale.negate().exp());
        return z.square().sum(-1).mul(-0.5).sub(logScale.sum()).sub(0.5 * d * Math.log(2 * Math.PI));
    }
}
