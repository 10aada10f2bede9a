package org.slicedscore.engine.sample;

/** The annealing schedule from the reference to the model: inverse temperatures that change slowly at both ends. */
final class Annealing {
    private static final double STEEPNESS = 4;

    private Annealing() {}

    /**
     * The inverse temperature β of a step: a logistic curve, as in Grosse, Ghahramani and Adams, "Sandwiching the marginal
     * likelihood using bidirectional Monte Carlo", 2015, section 5.
     *
     * @param step from 0, where β = 0
     * @param steps where β = 1
     * @return β, rising with the step
     */
    static double beta(int step, int steps) {
        double low = logistic(-STEEPNESS);
        return (logistic(STEEPNESS * (2.0 * step / steps - 1)) - low) / (1 - 2 * low);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
