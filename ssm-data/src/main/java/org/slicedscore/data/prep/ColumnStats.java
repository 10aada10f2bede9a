package org.slicedscore.data.prep;

import java.util.Arrays;

/**
 * Statistics of the values of a column. Values that differ from the smallest of a group by less than 10⁻¹² of the
 * interquartile range plus 4·10⁻¹⁵ of their size count as equal, so that rounding does not hide ties.
 *
 * @param name the column's name
 * @param rows n
 * @param min the smallest value
 * @param max the largest value
 * @param mean the mean
 * @param std the standard deviation, by n
 * @param distinct number of distinct values
 * @param tiedShare the share of rows whose value occurs in another row
 * @param topValue the most frequent value
 * @param topShare the share of rows that have it
 * @param medianGap the median difference of neighbouring distinct values; 0 if there is one value
 * @param nearGap the median over the rows of the distance to the nearest other value; 0 if there is one value
 * @param bulk where the bulk of the values lies
 * @param grid whether all values lie on a grid with few unused points, even if none is repeated
 * @param whole whether all values are whole numbers
 * @param ascending whether the values never decrease from row to row
 */
public record ColumnStats(
        String name,
        int rows,
        double min,
        double max,
        double mean,
        double std,
        int distinct,
        double tiedShare,
        double topValue,
        double topShare,
        double medianGap,
        double nearGap,
        Bulk bulk,
        boolean grid,
        boolean whole,
        boolean ascending) {
    private static final double SAME = 1e-12;
    static final double ROUNDING = 4e-15;
    private static final double GRID_TOLERANCE = 1e-4;
    private static final int GRID_PLACES_PER_ROW = 4;

    /** Up to so many different values are codes: each keeps to its own place when they are spread. */
    private static final int CODES = 10;

    /** Gaps within this factor of each other count as even. */
    private static final double EVEN = 1.5;

    /**
     * Computes the statistics of a column.
     *
     * @param name its name
     * @param values [n], finite, at least one
     */
    public static ColumnStats of(String name, double[] values) {
        int n = values.length;
        double[] sorted = values.clone();
        boolean whole = true;
        boolean ascending = true;
        for (int i = 0; i < n; i++) {
            whole &= values[i] == Math.rint(values[i]);
            ascending &= i == 0 || values[i] >= values[i - 1];
        }
        double mean = mean(values);
        double std = std(values, mean);
        Arrays.sort(sorted);
        double same = SAME * (sorted[(int) (0.75 * (n - 1))] - sorted[(int) (0.25 * (n - 1))]);
        double[] gaps = new double[n];
        int[] counts = new int[n];
        int distinct = 0;
        int tied = 0;
        int top = 0;
        double topValue = sorted[0];
        for (int from = 0; from < n; ) {
            int to = from + 1;
            while (to < n && sorted[to] - sorted[from] <= same + ROUNDING * Math.abs(sorted[to])) {
                to++;
            }
            int count = to - from;
            tied += count > 1 ? count : 0;
            if (count > top) {
                top = count;
                topValue = sorted[from];
            }
            if (to < n) {
                gaps[distinct] = sorted[to] - sorted[from];
            }
            counts[distinct++] = count;
            from = to;
        }
        gaps = Arrays.copyOf(gaps, distinct - 1);
        boolean grid = onGrid(gaps, n);
        return new ColumnStats(
                name,
                n,
                sorted[0],
                sorted[n - 1],
                mean,
                distinct == 1 ? 0 : std,
                distinct,
                (double) tied / n,
                topValue,
                (double) top / n,
                median(gaps),
                nearGap(gaps, counts, n),
                Bulk.of(sorted),
                grid,
                whole,
                ascending);
    }

    /** Whether every gap is a multiple of the smallest and few multiples in between are unused. */
    private static boolean onGrid(double[] gaps, int rows) {
        if (gaps.length < 2) {
            return false;
        }
        double least = Double.POSITIVE_INFINITY;
        double range = 0;
        for (double gap : gaps) {
            least = Math.min(least, gap);
            range += gap;
        }
        if (range / least > (double) GRID_PLACES_PER_ROW * rows) {
            return false;
        }
        for (double gap : gaps) {
            double places = gap / least;
            if (Math.abs(places - Math.rint(places)) > GRID_TOLERANCE * places) {
                return false;
            }
        }
        return true;
    }

    /** The weighted median of the smaller of the two gaps beside each value. */
    private static double nearGap(double[] gaps, int[] counts, int rows) {
        int distinct = gaps.length + 1;
        if (distinct == 1) {
            return 0;
        }
        double[] near = new double[distinct];
        for (int k = 0; k < distinct; k++) {
            double before = k == 0 ? Double.POSITIVE_INFINITY : gaps[k - 1];
            near[k] = k == distinct - 1 ? before : Math.min(before, gaps[k]);
        }
        double[] all = new double[rows];
        for (int k = 0, at = 0; k < distinct; k++) {
            Arrays.fill(all, at, at + counts[k], near[k]);
            at += counts[k];
        }
        return median(all);
    }

    private static double median(double[] gaps) {
        if (gaps.length == 0) {
            return 0;
        }
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }

    /** The mean in two passes, the second over the residuals, so that a large offset costs no digits. */
    static double mean(double[] values) {
        double rough = 0;
        for (double value : values) {
            rough += value / values.length;
        }
        double rest = 0;
        for (double value : values) {
            rest += value - rough;
        }
        return rough + rest / values.length;
    }

    static double std(double[] values, double mean) {
        double scale = 0;
        for (double value : values) {
            scale = Math.max(scale, Math.abs(value - mean));
        }
        if (scale == 0) {
            return 0;
        }
        double sum = 0;
        for (double value : values) {
            double z = (value - mean) / scale;
            sum += z * z;
        }
        return scale * Math.sqrt(sum / values.length);
    }

    /** Whether all values are the same: true for a constant column. */
    public boolean constant() {
        return distinct == 1;
    }

    /**
     * Whether the column takes so few values that a density could pile up on them: more than 5 % of the rows share
     * their value with another, or all values lie on a grid; true if it should be dequantised.
     */
    public boolean quantised() {
        return !constant() && (tiedShare > 0.05 || grid);
    }

    /**
     * How far to spread each value: x + gap · U(−1, 1). The median gap of the values where gaps are even, as in the paper;
     * where they are not, or where there are only a few values, half the distance that most rows have to another value, so
     * that neighbours do not merge.
     *
     * @return at least 0; 0 for a constant column
     */
    public double gap() {
        boolean even = medianGap <= EVEN * nearGap && distinct > CODES;
        return even ? medianGap : nearGap / 2;
    }

    /** What the values look like, in a word: two-valued, code, count or continuous. */
    public String form() {
        if (distinct == 2) {
            return "two-valued";
        }
        if (!whole || !quantised()) {
            return "continuous";
        }
        return distinct <= CODES ? "code" : min >= 0 ? "count" : "whole numbers";
    }

    /**
     * Whether one value is so frequent that spreading it by the gap between values leaves a narrow peak: at least 5 %
     * of the rows, more than five times the average value's share, and a gap below a twentieth of the standard
     * deviation; true for example for a zero-inflated column.
     */
    public boolean spiked() {
        return !constant() && topShare >= 0.05 && distinct > 2 && topShare * distinct > 5 && gap() < 0.05 * std;
    }

    /**
     * Whether the column looks like row numbers, not a measurement: whole numbers that never decrease from row to row,
     * more than 10 of them; true for an identifier or a counter.
     */
    public boolean identifier() {
        return whole && ascending && distinct > 10;
    }
}
