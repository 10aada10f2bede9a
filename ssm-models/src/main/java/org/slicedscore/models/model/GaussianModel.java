package org.slicedscore.models.model;

import org.slicedscore.api.GenerativeModel;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;

/**
 * log p̃(x) = −½‖(x − μ)F‖², with {@code mean} μ [D] and {@code precision_factor} F [D,D]: the precision is F Fᵀ. Starts at
 * N(0, I). F need not be triangular: every square matrix is a factor of some precision, and all its entries are trained.
 */
public final class GaussianModel implements GenerativeModel {
    @Override
    public String id() {
        return "gaussian";
    }

    @Override
    public String description() {
        return "One Gaussian with a full precision matrix, given by a square factor";
    }

    @Override
    public String source() {
        return "Hyvärinen 2005, JMLR 6, section 3.1: its score-matching optimum is the sample mean and covariance";
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        int d = x.dim(-1);
        Expr mean = scope.parameter("mean", Init.constant(0), d);
        Expr factor = scope.parameter("precision_factor", Init.identity(), d, d);
        return x.sub(mean).matmul(factor).square().sum(-1).mul(-0.5);
    }

    /** With L Lᵀ = F Fᵀ, x = μ + L⁻ᵀz has the precision L Lᵀ. */
    @Override
    public Expr sample(Draws draws, ModelScope scope) {
        int d = draws.dimension();
        Expr mean = scope.parameter("mean", Init.constant(0), d);
        Expr factor = scope.parameter("precision_factor", Init.identity(), d, d);
        Expr triangle = factor.matmul(factor.t()).cholesky();
        return triangle.solveTriangularTransposed(draws.normal().t()).t().add(mean);
    }
}
