package org.slicedscore.report.statistics;

import java.util.Arrays;

/** Summaries of numbers, of which those that are not finite are left out. */
public final class Statistics {
    private Statistics() {}

    /** The finite ones, ascending. */
    public static double[] sorted(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    /** The value below which a share of sorted numbers lies, interpolated; NaN of none. */
    public static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The mean of the finite ones; NaN of none. */
    public static double mean(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /** The standard deviation of the finite ones, by n; NaN of none. */
    public static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .filter(Double::isFinite)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(Double.NaN));
    }

    /** The largest difference of two distribution functions (Kolmogorov and Smirnov): from 0 to 1; NaN if one has no numbers. */
    public static double distance(double[] one, double[] other) {
        double[] a = sorted(one);
        double[] b = sorted(other);
        if (a.length == 0 || b.length == 0) {
            return Double.NaN;
        }
        double most = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= at) {
                i++;
            }
            while (j < b.length && b[j] <= at) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return most;
    }

    /**
     * Correlations of columns; 0 with a constant one.
     *
     * @param columns numbers of equal length; pairs with a missing number are left out
     * @return row-major
     */
    public static double[] correlations(double[][] columns) {
        int d = columns.length;
        double[] out = new double[d * d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                double r = a == b ? 1 : correlation(columns[a], columns[b]);
                out[a * d + b] = r;
                out[b * d + a] = r;
            }
        }
        return out;
    }

    private static double correlation(double[] a, double[] b) {
        double n = 0;
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.isFinite(a[i]) && Double.isFinite(b[i])) {
                n++;
                meanA += (a[i] - meanA) / n;
                meanB += (b[i] - meanB) / n;
            }
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.isFinite(a[i]) && Double.isFinite(b[i])) {
                ab += (a[i] - meanA) * (b[i] - meanB);
                aa += (a[i] - meanA) * (a[i] - meanA);
                bb += (b[i] - meanB) * (b[i] - meanB);
            }
        }
        return aa > 0 && bb > 0 ? Math.clamp(ab / Math.sqrt(aa * bb), -1, 1) : 0;
    }

    /** At most so many of the numbers from 0 to n − 1, evenly chosen. */
    public static int[] evenly(int n, int most) {
        int count = Math.min(n, most);
        int[] out = new int[count];
        Arrays.setAll(out, i -> (int) ((long) i * n / count));
        return out;
    }
}
