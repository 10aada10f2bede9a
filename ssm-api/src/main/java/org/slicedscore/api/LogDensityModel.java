package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/** A model defined by log p̃(x;θ), the log-density up to a constant in x; its score is ∇ₓ log p̃. */
public non-sealed interface LogDensityModel extends Model {
    /**
     * The formula.
     *
     * @param x rows, [B,D]
     * @param scope declares parameters and reads options
     * @return log p̃ of each row, [B]
     */
    Expr logDensity(Expr x, ModelScope scope);

    /**
     * {@return whether the density integrates to 1, so that log p̃ is a log-likelihood: false unless the model knows
     * its normaliser}
     */
    default boolean normalised() {
        return false;
    }
}
