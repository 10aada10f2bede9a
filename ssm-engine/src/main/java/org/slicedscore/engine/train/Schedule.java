package org.slicedscore.engine.train;

/** How the learning rate goes from step to step. */
public enum Schedule {
    /** Stays as it is. */
    CONSTANT,
    /** Half a cosine from the full rate down to zero at the last step. */
    COSINE;

    /**
     * The share of the full rate at a step. It first climbs in a line over the warm-up; the schedule follows.
     *
     * @param step counts from 1
     * @param warmup steps of warm-up, 0 for none
     * @param total the last step
     * @return a number from 0 to 1
     */
    public double factor(long step, long warmup, long total) {
        if (step <= warmup) {
            return (double) step / warmup;
        }
        if (this == CONSTANT) {
            return 1;
        }
        double done = Math.min(1, (double) (step - 1 - warmup) / Math.max(1, total - warmup));
        return 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }
}
