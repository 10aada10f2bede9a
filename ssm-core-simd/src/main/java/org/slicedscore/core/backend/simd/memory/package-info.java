/**
 * Memory of the backend {@code simd}: locations of a plan's buffers, aligned to cache lines, and scratch memory of
 * kernels.
 */
package org.slicedscore.core.backend.simd.memory;
