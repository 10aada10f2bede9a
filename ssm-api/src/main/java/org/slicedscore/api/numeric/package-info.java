/**
 * Single-precision arithmetic that backends share, so that their results agree: coefficients of elementary functions, and
 * rounding without denormal numbers. For authors of backends.
 *
 * @since 0.2.0
 */
package org.slicedscore.api.numeric;
