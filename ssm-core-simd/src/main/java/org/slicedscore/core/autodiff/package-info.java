/**
 * Derivatives, graph to graph: {@code grad} (reverse mode), {@code jvp} (forward mode for many directions at once) and
 * {@code curvature} (the collapsed quadratic form). The rules for each primitive stand here and nowhere else.
 *
 * <p>Forward rules are written for one direction; {@link org.slicedscore.core.autodiff.Vmap} gives the result a leading
 * axis of directions while everything that does not depend on the direction stays shared.
 */
package org.slicedscore.core.autodiff;
