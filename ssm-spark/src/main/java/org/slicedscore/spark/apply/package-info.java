/** Models and detectors on executors: opened once a JVM from bytes that are broadcast once, and applied to partitions. */
package org.slicedscore.spark.apply;
