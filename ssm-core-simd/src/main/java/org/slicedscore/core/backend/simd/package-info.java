/**
 * The backend {@code simd}: float32 on all cores through the Vector API, which no package but this and those below it names.
 *
 * <p>{@link org.slicedscore.core.backend.simd.SimdExecutable} holds a plan's buffers and one runner for each instruction.
 * What runs them lies in packages of its own, none of which depends on this one:
 *
 * <ul>
 *   <li>{@code memory}: buffers, aligned storage, scratch memory
 *   <li>{@code thread}: a pool of threads, and the pieces of work that it shares out
 *   <li>{@code math}: the lane width, functions, sums, random words
 *   <li>{@code product}: matrix products from packed panels and register tiles
 *   <li>{@code region}: element-wise work a cache-sized chunk at a time, in classes made for it
 *   <li>{@code kernel}: all other instructions
 * </ul>
 *
 * <p>How work is cut follows from shapes alone, and every operation is exactly rounded; so results depend neither on the
 * number of threads nor on what the JVM has compiled yet.
 */
package org.slicedscore.core.backend.simd;
