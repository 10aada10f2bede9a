/**
 * Compiles expressions to a {@link org.slicedscore.api.plan.Plan}: simplification and sharing, fusion of element-wise
 * chains with their reductions into regions, scheduling, and placement of all temporaries in one arena by their
 * lifetimes.
 */
package org.slicedscore.core.compile;
