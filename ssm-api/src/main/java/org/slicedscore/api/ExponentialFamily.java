package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/**
 * A log-density that is linear in its coefficients: log p̃(x) = α·ψ(x;θ) + log q₀(x;θ). Under score matching and its relatives
 * the loss is then a quadratic in α, so that the best α for any θ is known in closed form and need not be learned by
 * gradient steps.
 *
 * <p>In training the core divides every batch: on the first half it solves for α with the ridge λ, as the objective's {@link
 * Objective#quadratic quadratic} says, and the loss is that of the second half, with gradients in θ flowing through the
 * solve. Before each evaluation, and at the end, α is fitted on all training rows. At the very end the parameters that λ
 * alone depends on are tuned on the validation rows. What is stored and used is an ordinary model with α among its
 * parameters, as {@value #COEFFICIENTS}.
 *
 * <p>Source: Wenliang, Sutherland, Strathmann and Gretton 2019, ICML (deep kernel exponential families), section 3; Song et
 * al. 2019, UAI, section 6.1.
 */
public interface ExponentialFamily extends LogDensityModel {
    /** The name of the coefficients among the parameters of a trained model. */
    String COEFFICIENTS = "alpha";

    /**
     * The statistics.
     *
     * @param x rows, [B,D]
     * @param scope declares parameters and reads options
     * @return ψ of each row, [B,L]
     */
    Expr statistics(Expr x, ModelScope scope);

    /**
     * The part that no coefficient belongs to, up to a constant.
     *
     * @param x rows, [B,D]
     * @param scope declares parameters and reads options
     * @return log q₀ of each row, [B]
     */
    Expr base(Expr x, ModelScope scope);

    /**
     * The ridge that is added to the quadratic's matrix: λ‖α‖²/2 is part of what α makes least.
     *
     * @param scope declares parameters and reads options
     * @return λ, a scalar, positive
     */
    Expr ridge(ModelScope scope);

    /**
     * The formula, with whatever coefficients the scope has: those of the closed form in training, the stored ones later.
     *
     * @param x rows, [B,D]
     * @param scope declares parameters and reads options
     * @return log p̃ of each row, [B]
     */
    @Override
    default Expr logDensity(Expr x, ModelScope scope) {
        Expr psi = statistics(x, scope);
        int l = psi.dim(-1);
        Expr alpha = scope.parameter(COEFFICIENTS, Init.constant(0), l);
        return psi.matmul(alpha.reshape(l, 1)).reshape(x.dim(0)).add(base(x, scope));
    }
}
