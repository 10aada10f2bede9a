/**
 * Strange rows: detectors are fitted to rows, combined, and calibrated on rows that were held out, so that a p-value holds
 * whatever the detectors are worth. {@link org.slicedscore.engine.detect.Detection} is the result.
 */
package org.slicedscore.engine.detect;
