package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/** A model defined only by its score field h(x;θ) ≈ ∇ₓ log p(x); h need not be a gradient. */
public non-sealed interface ScoreModel extends Model {
    /**
     * The formula.
     *
     * @param x rows, [B,D]
     * @param scope declares parameters and reads options
     * @return h of each row, [B,D]
     */
    Expr score(Expr x, ModelScope scope);
}
