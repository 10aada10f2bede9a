package org.slicedscore.engine.train;

/**
 * How long a run is, if nothing stops it before.
 *
 * @param stepsPerEpoch steps of a pass over the training rows
 * @param steps steps in all
 */
record RunLength(long stepsPerEpoch, long steps) {
    /** The pass that a step is part of, from 1. */
    int epoch(long step) {
        return (int) ((Math.max(1, step) - 1) / stepsPerEpoch + 1);
    }
}
