/**
 * Derivatives, graph to graph: {@code grad} (reverse mode), {@code jvp} (forward mode for many directions at once) and
 * {@code curvature} (the collapsed quadratic form). All rules for primitives are here.
 *
 * <p>Forward rules are written for one direction; {@link org.slicedscore.core.autodiff.Vmap} gives the result a leading
 * axis of directions and shares everything that does not depend on the direction.
 */
package org.slicedscore.core.autodiff;
