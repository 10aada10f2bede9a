package org.slicedscore.engine.bench;

import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/**
 * How a benchmark measures.
 *
 * @param seconds how long to time, after warming up; more than 0
 * @param learningRate of the optimiser, 0 or more; at 0 every step does all its work and starts from the same weights.
 *     Random rows have no density to learn and a step's loss no lower bound, so that larger rates soon ruin the network
 * @param weightScale the factor of all first weights, more than 0: with 100 most units are saturated
 * @param profiled whether to time each instruction as well
 */
public record BenchOptions(double seconds, double learningRate, double weightScale, boolean profiled) {
    /**
     * Checks the ranges.
     *
     * @param seconds how long to time, after warming up
     * @param learningRate of the optimiser
     * @param weightScale the factor of all first weights
     * @param profiled whether to time each instruction as well
     */
    public BenchOptions {
        check("seconds", seconds, seconds > 0, "more than 0");
        check("lr", learningRate, learningRate >= 0, "0 or more");
        check("weight-scale", weightScale, weightScale > 0, "more than 0");
    }

    /**
     * Fixed weights, as a model declares them.
     *
     * @param seconds how long to time, after warming up
     * @return options without a profile
     */
    public static BenchOptions of(double seconds) {
        return new BenchOptions(seconds, 0, 1, false);
    }

    private static void check(String setting, double value, boolean valid, String expected) {
        if (!valid || !Double.isFinite(value)) {
            throw Problem.usage(Subject.setting(setting))
                    .found("%s", value)
                    .expected("%s", expected)
                    .exception();
        }
    }
}
