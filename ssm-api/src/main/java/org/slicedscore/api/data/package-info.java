/**
 * File formats of rows: a plug-in reads one, and whoever uses the rows chooses columns, labels and what to leave out.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.data;
