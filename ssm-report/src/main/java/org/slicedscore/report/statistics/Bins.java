package org.slicedscore.report.statistics;

import java.util.Arrays;

/**
 * Equal intervals for histograms.
 *
 * @param low the lower end of the first
 * @param width of each, positive
 * @param count how many, at least 1
 */
public record Bins(double low, double width, int count) {
    /** The share of values at either end that the intervals need not reach. */
    private static final double TAIL = 0.002;

    private static final double ROOM = 0.25;

    /**
     * Intervals for values, all or all but a few in a thousand at the ends, if those are far away.
     *
     * @param values at least one finite number
     * @param gap the distance of neighbouring values of a column of few values, which an interval then is a multiple of; 0 otherwise
     * @param most how many intervals
     */
    public static Bins of(double[] values, double gap, int most) {
        double[] sorted = Statistics.sorted(values);
        double first = sorted[0];
        double last = sorted[sorted.length - 1];
        double from = Statistics.quantile(sorted, TAIL);
        double to = Statistics.quantile(sorted, 1 - TAIL);
        double spare = ROOM * (to - from);
        double low = from - first > spare ? from : first;
        double high = last - to > spare ? to : last;
        if (!(high > low)) {
            double half = Math.max(1e-9, 0.05 * Math.abs(low));
            return new Bins(low - half, 2 * half, 1);
        }
        int count = Math.clamp((int) Math.ceil(2 * Math.cbrt(sorted.length)), 8, most);
        if (gap > 0 && (high - low) / gap >= 1) {
            double steps = Math.rint((high - low) / gap) + 1;
            double each = Math.ceil(steps / count) * gap;
            return new Bins(low - gap / 2, each, (int) Math.ceil(steps * gap / each - 1e-9));
        }
        return new Bins(low, (high - low) / count, count);
    }

    /** The upper end of the last. */
    public double high() {
        return low + count * width;
    }

    /** The middle of each. */
    public double[] centres() {
        double[] out = new double[count];
        Arrays.setAll(out, i -> low + (i + 0.5) * width);
        return out;
    }

    /** How many values lie in each; those beyond the ends are counted in the first and the last, missing ones not at all. */
    public double[] counts(double[] values) {
        double[] out = new double[count];
        for (double v : values) {
            if (!Double.isNaN(v)) {
                out[(int) Math.clamp(Math.floor((v - low) / width), 0, count - 1)]++;
            }
        }
        return out;
    }

    /** The density of values: counts divided by their number and the width. */
    public double[] densities(double[] values) {
        double[] out = counts(values);
        double all = Arrays.stream(out).sum();
        Arrays.setAll(out, i -> all == 0 ? 0 : out[i] / all / width);
        return out;
    }
}
