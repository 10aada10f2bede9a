package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import org.slicedscore.engine.train.Estimate;

/**
 * Tests whether the mean of a population is above 0, for populations that are not symmetric: Student's t with Hall's
 * correction for a negative skewness, T + γ/(6√n) + γT²/(3√n) + γ²T³/(27n) with n − 1 degrees of freedom. Observations that
 * belong together count as one (their sums are what varies).
 *
 * <p>A cautious test also allows for a lower tail that the sample may have missed. Losses have such tails: a model that fits
 * its training rows too closely is a little better on most rows and very much worse on a few, and with a small sample none
 * of the few may be among it. So the sample gets one more observation, half as far again below the mean as the lowest is.
 *
 * <p>Source of the correction: Hall, "On the removal of skewness by transformation", Journal of the Royal Statistical
 * Society B 54, 1992.
 */
final class MeanTest {
    private static final double BEYOND = 1.5;

    private MeanTest() {}

    /**
     * The mean over rows, with the standard error over units.
     *
     * @param rows one number a row
     * @param units for each row its unit's number
     */
    static Estimate estimate(double[] rows, int[] units) {
        double[] observations = observations(rows, units);
        return Estimate.of(observations, observations.length);
    }

    /**
     * The chance of a sample that speaks as much for a mean above 0 if the mean is 0.
     *
     * @param rows one number a row
     * @param units for each row its unit's number; at least two different ones
     * @param error a further standard error of the mean
     * @param cautious whether to allow for a lower tail that the sample missed
     */
    static double chance(double[] rows, int[] units, double error, boolean cautious) {
        double[] all = observations(rows, units);
        if (cautious) {
            double mean = Arrays.stream(all).average().orElseThrow();
            double lowest = Arrays.stream(all).min().orElseThrow();
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = mean - BEYOND * (mean - lowest);
        }
        int n = all.length;
        Estimate estimate = Estimate.of(all, n);
        double spread = Math.hypot(estimate.standardError(), error);
        if (spread == 0) {
            return estimate.mean() > 0 ? 0 : 1;
        }
        double t = estimate.mean() / spread;
        double skew = Math.min(0, skewness(all, estimate.mean()));
        double root = Math.sqrt(n);
        double corrected = t + skew / (6 * root) + skew * t * t / (3 * root) + skew * skew * t * t * t / (27.0 * n);
        return StudentT.upperTail(corrected, n - 1);
    }

    /** One number a unit, whose mean is that of the rows and whose spread is that of the units' sums. */
    private static double[] observations(double[] rows, int[] units) {
        int[] numbers = Arrays.stream(units).distinct().sorted().toArray();
        if (numbers.length == rows.length) {
            return rows;
        }
        double mean = Arrays.stream(rows).average().orElseThrow();
        double[] observations = new double[numbers.length];
        for (int i = 0; i < rows.length; i++) {
            observations[Arrays.binarySearch(numbers, units[i])] += rows[i] - mean;
        }
        double scale = (double) numbers.length / rows.length;
        Arrays.setAll(observations, u -> mean + scale * observations[u]);
        return observations;
    }

    private static double skewness(double[] values, double mean) {
        double squares = 0;
        double cubes = 0;
        for (double v : values) {
            double d = v - mean;
            squares += d * d;
            cubes += d * d * d;
        }
        return cubes / values.length / Math.pow(squares / values.length, 1.5);
    }
}
