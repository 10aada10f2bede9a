package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/**
 * A log-density that is linear in its coefficients: log p̃(x) = α·ψ(x;θ) + log q₀(x;θ). Score-matching losses are
 * then quadratic in α, so the best α for any θ has a closed form and need not be learned by gradient steps.
 *
 * <p>In training the core splits every batch: on the first half it solves for α with the ridge λ and the objective's
 * {@link Objective#quadratic quadratic}; the loss is that of the second half, with gradients in θ flowing through the
 * solve. Before each evaluation and at the end, α is fitted on all training rows. At the very end, parameters that
 * only λ depends on are tuned on the validation rows. The stored model is an ordinary one with α among its
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
     * The part without coefficients, up to a constant.
     *
     * @param x rows, [B,D]
     * @param scope declares parameters and reads options
     * @return log q₀ of each row, [B]
     */
    Expr base(Expr x, ModelScope scope);

    /**
     * The ridge added to the quadratic's matrix: α minimises the quadratic plus λ‖α‖²/2.
     *
     * @param scope declares parameters and reads options
     * @return λ, a scalar, positive
     */
    Expr ridge(ModelScope scope);

    /**
     * The formula with the scope's coefficients: those of the closed form in training, the stored ones later.
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
