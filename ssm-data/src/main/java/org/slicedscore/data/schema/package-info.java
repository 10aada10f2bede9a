/**
 * What a table's columns are for and what their cells hold. Inferred from a file, settled by options, stored with a run, and
 * applied to new rows.
 *
 * @since 0.2.0
 */
package org.slicedscore.data.schema;
