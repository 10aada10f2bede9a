package org.slicedscore.engine.detect;

import java.util.List;

/**
 * What is fitted, and how it is calibrated.
 *
 * @param detectors the detectors, at least one
 * @param folds parts of the rows that take turns in being held out; 1 holds out one part; 0 decides by the number of rows
 * @param contaminated the largest share of training rows that may be strange, from 0 to less than 0.5
 * @param mostRows the most rows that detectors learn from; of more, evenly spread ones are taken
 * @param seed of all random numbers
 * @param device where formulas run
 */
record DetectConfig(
        List<DetectorChoice> detectors, int folds, double contaminated, int mostRows, long seed, DetectDevice device) {}
