/**
 * The one source of random numbers: the counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel
 * random numbers: as easy as 1, 2, 3", SC 2011).
 *
 * <p>A counter-based generator is a function of a key and a counter without state, so a number depends on its
 * purpose, not on when it is drawn or by which thread. Every backend computes the same function:
 *
 * <ul>
 *   <li><b>Key.</b> {@code h} = the 64-bit FNV-1a hash of the purpose's UTF-8 bytes (offset basis
 *       {@code 0xcbf29ce484222325}, prime {@code 0x100000001b3}); {@code z} = the finaliser of SplitMix64 on
 *       {@code seed XOR h} ({@code z = (z ^ z>>>30) * 0xbf58476d1ce4e5b9; z = (z ^ z>>>27) * 0x94d049bb133111eb;
 *       z = z ^ z>>>31}). {@code k0} is the low half of {@code z}, {@code k1} the high half.
 *   <li><b>Counter.</b> {@code c0} = element / 4, the block within the row; {@code c1} = row; {@code c2} = direction;
 *       {@code c3} = step. All are unsigned 32-bit words.
 *   <li><b>Outputs.</b> The four words {@code o0..o3} of a block belong to the elements {@code 4·c0 .. 4·c0+3}, in order.
 *   <li><b>Uniform</b> of a word {@code o}: {@code (o >>> 8) · 2⁻²⁴}, in [0, 1); the same value in float and double.
 *   <li><b>Rademacher</b> of a word: −1 if its top bit is set, else +1.
 *   <li><b>Gaussian</b>, by Box and Muller on the pairs (o0, o1) → elements 0, 1 and (o2, o3) → elements 2, 3:
 *       {@code u1 = ((a >>> 8) + 1) · 2⁻²⁴} in (0, 1], {@code u2 = (b >>> 8) · 2⁻²⁴}, {@code r = √(−2 ln u1)},
 *       {@code z0 = r cos 2πu2}, {@code z1 = r sin 2πu2}. Backends may differ here by rounding.
 * </ul>
 *
 * <p>{@link org.slicedscore.api.random.Philox} has the generator and these conversions, and {@link
 * org.slicedscore.api.random.PhiloxRows} fills rows with them in double precision, as the reference for backends.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.random;
