/**
 * The backend {@code simd}: float32 on all cores through the Vector API, the only package that names it.
 *
 * <p>{@link org.slicedscore.core.backend.simd.SimdExecutable} holds a plan's buffers and one runner for each instruction:
 * {@link org.slicedscore.core.backend.simd.MatMul matrix products} from packed panels and register tiles,
 * {@link org.slicedscore.core.backend.simd.RegionKernel regions} a cache-sized chunk at a time,
 * by {@link org.slicedscore.core.backend.simd.PhaseClass classes} made for them,
 * {@link org.slicedscore.core.backend.simd.RandomKernel random numbers} a vector of counters at a time. How work is cut
 * follows from shapes alone, and every operation is exactly rounded; so results depend neither on the number of threads nor
 * on what the JVM has compiled yet. {@link org.slicedscore.core.backend.simd.VectorMath} has the rules for writing kernels.
 */
package org.slicedscore.core.backend.simd;
