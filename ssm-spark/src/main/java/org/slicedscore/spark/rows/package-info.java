/** Data frames as tables: cells as a file of text would have them, so that rows mean the same wherever they come from. */
package org.slicedscore.spark.rows;
