/**
 * File formats of rows: a plug-in reads one; the caller selects columns, labels and rows.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.data;
