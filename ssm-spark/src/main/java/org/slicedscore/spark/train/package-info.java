/** Training by the tasks of a barrier stage: who computes which blocks, how sums travel, and how a stage goes on from a checkpoint. */
package org.slicedscore.spark.train;
