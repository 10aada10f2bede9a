/**
 * Errors are values: a {@link org.slicedscore.api.error.Problem} holds a subject, what was found, what was expected
 * and what to do, and a {@link org.slicedscore.api.error.Wording} turns it into text for the reader.
 *
 * @since 0.2.0
 */
package org.slicedscore.api.error;
