package org.slicedscore.models.detector;

/**
 * log Σ exp(−dᵢ²/2h²) over the rows that it is shown, in their order. Terms that a 32-bit number would not notice beside the
 * largest are not evaluated.
 */
final class LogSum {
    /** exp(−20) = 2e-9: a hundred thousand such terms change the sum by 2e-4. */
    private static final double NOTICED = 20;

    private double half;
    private double least;
    private double sum;

    /** Forgets all rows. */
    void clear(double bandwidth) {
        half = 0.5 / (bandwidth * bandwidth);
        least = Double.POSITIVE_INFINITY;
        sum = 0;
    }

    /** Shows the rows of a block, except one; −1 for none. */
    void show(double[] squared, int from, int count, int except) {
        double near = Double.POSITIVE_INFINITY;
        for (int l = 0; l < count; l++) {
            near = Math.min(near, l == except ? Double.POSITIVE_INFINITY : squared[from + l]);
        }
        double reach = Math.min(least, near) + NOTICED / half;
        if (near > reach) {
            return;
        }
        if (near < least) {
            sum *= Math.exp(half * (near - least));
            least = near;
        }
        for (int l = 0; l < count; l++) {
            double d = squared[from + l];
            if (d <= reach && l != except && d < Double.POSITIVE_INFINITY) {
                sum += Math.exp(half * (least - d));
            }
        }
    }

    /** The logarithm of the sum; −∞ if all rows are infinitely far. */
    double value() {
        return least == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : Math.log(sum) - half * least;
    }

    /** exp(−d²/2h²) as a share of the sum. */
    double share(double squared) {
        return squared == Double.POSITIVE_INFINITY ? 0 : Math.exp(half * (least - squared)) / sum;
    }
}
