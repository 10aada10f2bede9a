package org.slicedscore.engine.train;

/**
 * The time that training takes.
 *
 * @param before seconds that earlier calls took, where a run is resumed
 * @param begun when this call began, as {@link System#nanoTime}
 */
record TrainingClock(double before, long begun) {
    /** Seconds so far, those before a resume included. */
    double seconds() {
        return before + (System.nanoTime() - begun) * 1e-9;
    }
}
