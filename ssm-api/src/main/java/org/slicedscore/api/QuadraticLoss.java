package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/**
 * The loss of an {@link ExponentialFamily} as a function of its coefficients α: for row b it is Σ_k ½(design_kb·α +
 * target_kb)² + linear_b·α, up to terms without α. If the design and the target depend on the pass of a loop, the squares are
 * those of all passes.
 *
 * @param design [K,B,L], for K squares per row
 * @param target [K,B]
 * @param linear [B,L], or null if there is none
 */
public record QuadraticLoss(Expr design, Expr target, Expr linear) {}
