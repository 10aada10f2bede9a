/** The file format Parquet. */
package org.slicedscore.parquet;
