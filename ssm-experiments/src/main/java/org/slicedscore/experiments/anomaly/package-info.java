/** The benchmark of detectors on sets of the ADBench collection, and the detectors that it compares with. */
package org.slicedscore.experiments.anomaly;
