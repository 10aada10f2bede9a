/**
 * Regions: element-wise work and reductions, a cache-sized chunk at a time. Interpreted at first, and done by
 * {@link org.slicedscore.core.backend.simd.region.PhaseClass classes} made for their arithmetic once these are compiled.
 */
package org.slicedscore.core.backend.simd.region;
