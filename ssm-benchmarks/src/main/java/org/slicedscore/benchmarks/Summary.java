package org.slicedscore.benchmarks;

import java.util.Arrays;

/**
 * Times in a nutshell.
 *
 * @param median half of the times are shorter
 * @param low a quarter of the times are shorter
 * @param high a quarter of the times are longer
 * @param min the shortest
 * @param count how many
 */
public record Summary(double median, double low, double high, double min, int count) {
    /** Summarises times, at least one, in any order and unit. */
    public static Summary of(double... times) {
        double[] t = times.clone();
        Arrays.sort(t);
        return new Summary(quantile(t, 0.5), quantile(t, 0.25), quantile(t, 0.75), t[0], t.length);
    }

    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int i = (int) at;
        int j = Math.min(i + 1, sorted.length - 1);
        return sorted[i] + (at - i) * (sorted[j] - sorted[i]);
    }
}
