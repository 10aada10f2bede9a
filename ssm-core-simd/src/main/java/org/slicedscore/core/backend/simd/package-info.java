/**
 * The backend {@code simd}: float32 on all cores through the Vector API, which only this package and its subpackages
 * use.
 *
 * <p>{@link org.slicedscore.core.backend.simd.SimdExecutable} holds a plan's buffers and one runner for each instruction.
 * The runners are in subpackages, none of which depends on this one:
 *
 * <ul>
 *   <li>{@code memory}: buffers, aligned storage, scratch memory
 *   <li>{@code thread}: a pool of threads, and the pieces of work that it shares out
 *   <li>{@code math}: the lane width, functions, sums, random words
 *   <li>{@code product}: matrix products from packed panels and register tiles
 *   <li>{@code region}: element-wise work in cache-sized chunks, by generated classes
 *   <li>{@code kernel}: all other instructions
 * </ul>
 *
 * <p>The division of work depends only on shapes, and every operation is exactly rounded; so results depend neither on
 * the number of threads nor on the JVM's compilation state.
 */
package org.slicedscore.core.backend.simd;
