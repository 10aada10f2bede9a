package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/**
 * The loss of an {@link ExponentialFamily} as a function of its coefficients α: of row b it is Σ_k ½(design_kb·α +
 * target_kb)² + linear_b·α, up to what α does not change.
 *
 * @param design [K,B,L], for K squares a row
 * @param target [K,B]
 * @param linear [B,L], or null where there is none
 */
public record QuadraticLoss(Expr design, Expr target, Expr linear) {}
