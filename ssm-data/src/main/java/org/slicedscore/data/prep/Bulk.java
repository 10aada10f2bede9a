package org.slicedscore.data.prep;

/**
 * Where the bulk of a column's values lies. What is outside is many interquartile ranges away from the quartiles and more
 * than a whole central range (the middle 96 %) away from that range; or it is one single value far out on its side, such as
 * −999 for "unknown", in up to a quarter of the rows.
 *
 * @param low the lower end; −infinity if nothing can be outside
 * @param high the upper end
 * @param centre the median
 * @param spread the standard deviation of a normal distribution of the same quartiles; 0 if they are equal
 */
public record Bulk(double low, double high, double centre, double spread) {
    private static final double QUARTILES = 1.349;

    private static final double RANGES = 10;
    private static final double TAIL = 0.02;
    private static final int FEWEST = 10;

    static Bulk of(double[] sorted) {
        int n = sorted.length;
        double centre = sorted[(n - 1) / 2];
        double q1 = sorted[(n - 1) / 4];
        double q3 = sorted[(int) (0.75 * (n - 1))];
        double range = q3 - q1;
        double spread = range / QUARTILES;
        if (n < FEWEST) {
            return all(centre, spread);
        }
        int cut = Math.max(1, (int) (TAIL * n));
        double central = sorted[n - 1 - cut] - sorted[cut];
        if (!(central > 0)) {
            return all(centre, spread);
        }
        double low = Math.min(q1 - RANGES * range, sorted[cut] - central);
        double high = Math.max(q3 + RANGES * range, sorted[n - 1 - cut] + central);
        if (range > 0) {
            low = Math.max(low, below(sorted, q1 - RANGES * range));
            high = Math.min(high, above(sorted, q3 + RANGES * range));
        }
        return new Bulk(low, high, centre, spread);
    }

    private static Bulk all(double centre, double spread) {
        return new Bulk(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, centre, spread);
    }

    /** A limit just above a single value that is all there is below a bound, which is below some value; else −infinity. */
    private static double below(double[] sorted, double bound) {
        int count = 0;
        while (sorted[count] < bound) {
            count++;
        }
        boolean single = count > 0 && sorted[0] == sorted[count - 1];
        return single ? (sorted[0] + sorted[count]) / 2 : Double.NEGATIVE_INFINITY;
    }

    private static double above(double[] sorted, double bound) {
        int n = sorted.length;
        int count = 0;
        while (sorted[n - 1 - count] > bound) {
            count++;
        }
        boolean single = count > 0 && sorted[n - 1] == sorted[n - count];
        return single ? (sorted[n - 1] + sorted[n - 1 - count]) / 2 : Double.POSITIVE_INFINITY;
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }
}
