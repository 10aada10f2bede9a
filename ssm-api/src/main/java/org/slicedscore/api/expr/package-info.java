/**
 * The expression graph: immutable nodes with static shapes over a small closed set of primitives.
 *
 * <p>A model, a projection, an objective and an optimiser are each a formula written with the methods of {@link
 * org.slicedscore.api.expr.Expr}. The set of {@link org.slicedscore.api.expr.Primitive primitives} is closed: the
 * derivative of each, forward and reverse, is an expression over the same set.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.expr;
