/**
 * Errors are values: a {@link org.slicedscore.api.error.Problem} says what it is about, what was found, what was expected
 * and what to do, and a {@link org.slicedscore.api.error.Wording} writes it down for the reader.
 *
 * @since 0.2.0
 */
package org.slicedscore.api.error;
