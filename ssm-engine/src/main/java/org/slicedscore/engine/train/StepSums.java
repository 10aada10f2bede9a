package org.slicedscore.engine.train;

/** What the device sums up over the steps since the last report. */
final class StepSums {
    private final TrainingStep step;
    private long since;
    private long nanos;
    private double lastLoss;

    /**
     * @param step whose sums
     * @param since the step of the last report
     * @param lastLoss the loss of the last report
     */
    StepSums(TrainingStep step, long since, double lastLoss) {
        this.step = step;
        this.since = since;
        this.lastLoss = lastLoss;
    }

    /**
     * Means since the last report.
     *
     * @param steps of how many steps
     * @param loss the mean loss
     * @param gradientNorm the root mean square of the gradient's norm
     */
    record Means(long steps, double loss, double gradientNorm) {}

    /** The clock starts; the sums go on. */
    void startClock() {
        nanos = System.nanoTime();
    }

    /** Reads the sums and starts them anew. */
    Means read(long done) {
        long steps = done - since;
        lastLoss = step.lossSum() / steps;
        double gradientNorm = Math.sqrt(step.gradientSquareSum() / steps);
        step.resetSums();
        return new Means(steps, lastLoss, gradientNorm);
    }

    /** The report has been made; gives the steps a second since the one before. */
    double reported(long done) {
        long now = System.nanoTime();
        double rate = (done - since) / ((now - nanos) * 1e-9);
        since = done;
        nanos = now;
        return rate;
    }

    long since() {
        return since;
    }

    double lastLoss() {
        return lastLoss;
    }
}
