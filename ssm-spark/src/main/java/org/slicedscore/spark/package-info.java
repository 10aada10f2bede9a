/**
 * Stages of spark.ml pipelines: {@link org.slicedscore.spark.SsmEstimator} trains a model on all executors, with the bits that one machine
 * would give, {@link org.slicedscore.spark.SsmDetector} fits a detector of strange rows; their models score and judge rows where they are.
 */
package org.slicedscore.spark;
