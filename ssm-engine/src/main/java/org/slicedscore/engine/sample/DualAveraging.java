package org.slicedscore.engine.sample;

/**
 * Finds the step size that gives the target acceptance rate (Hoffman and Gelman, "The No-U-Turn sampler", JMLR
 * 15, 2014, section 3.2, with its constants), from the mean over all chains.
 */
final class DualAveraging {
    private static final double GAMMA = 0.05;
    private static final double OFFSET = 10;
    private static final double KAPPA = 0.75;

    private final double target;
    private final double mu;
    private double error;
    private double logStep;
    private double logAverage;
    private int updates;

    /**
     * @param first the initial step size
     * @param target the target mean acceptance
     * @param pull the search is drawn towards this multiple of the first step size
     */
    DualAveraging(double first, double target, double pull) {
        this.target = target;
        this.mu = Math.log(pull * first);
        this.logStep = Math.log(first);
        this.logAverage = logStep;
    }

    void update(double acceptance) {
        updates++;
        double weight = 1 / (updates + OFFSET);
        error += weight * (target - acceptance - error);
        logStep = mu - Math.sqrt(updates) / GAMMA * error;
        double forget = Math.pow(updates, -KAPPA);
        logAverage += forget * (logStep - logAverage);
    }

    /** The step size to try next. */
    double stepSize() {
        return Math.exp(logStep);
    }

    /** The step size to keep. */
    double averaged() {
        return Math.exp(logAverage);
    }
}
