package org.slicedscore.engine.sample;

import java.util.Arrays;

/** Resamples members of a population in proportion to their weights. */
final class Resampling {
    private Resampling() {}

    /**
     * Indices in proportion to the weights, by systematic resampling (Kitagawa, "Monte Carlo filter
     * and smoother", JCGS 5(1), 1996): each count differs from its expectation by less than 1.
     *
     * @param logWeights logarithms of the weights, up to a constant
     * @param offset offset of the grid in [0, 1): uniform for unbiased counts
     * @return one index per weight, ascending
     */
    static int[] systematic(double[] logWeights, double offset) {
        int n = logWeights.length;
        double most = Arrays.stream(logWeights).max().orElseThrow();
        double total = Arrays.stream(logWeights).map(w -> Math.exp(w - most)).sum();
        int[] drawn = new int[n];
        double sum = 0;
        int at = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(logWeights[i] - most) / total;
            while (at < n && at + offset < sum * n) {
                drawn[at++] = i;
            }
        }
        Arrays.fill(drawn, at, n, n - 1);
        return drawn;
    }

    /** (Σw)²/Σw², from 1 to n. */
    static double effectiveSize(double[] logWeights) {
        double most = Arrays.stream(logWeights).max().orElseThrow();
        double sum = 0;
        double squares = 0;
        for (double v : logWeights) {
            double e = Math.exp(v - most);
            sum += e;
            squares += e * e;
        }
        return sum * sum / squares;
    }
}
