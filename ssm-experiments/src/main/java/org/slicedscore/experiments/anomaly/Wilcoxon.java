package org.slicedscore.experiments.anomaly;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Wilcoxon's signed-rank test of paired differences: exact for up to 60 that differ without ties, else by the normal
 * approximation with the correction for ties.
 *
 * <p>Source: Wilcoxon 1945, Biometrics Bulletin 1(6); for comparing methods over data sets: Demšar 2006, JMLR 7.
 */
final class Wilcoxon {
    private static final int EXACT = 60;

    private Wilcoxon() {}

    /**
     * The two-sided p-value.
     *
     * @param differences of pairs; zeros are left out
     * @return from 0 to 1; 1 if none differs
     */
    static double pValue(double[] differences) {
        Double[] d = Arrays.stream(differences)
                .filter(v -> v != 0 && !Double.isNaN(v))
                .boxed()
                .sorted(Comparator.comparingDouble(Math::abs))
                .toArray(Double[]::new);
        int n = d.length;
        if (n == 0) {
            return 1;
        }
        double positive = 0;
        double ties = 0;
        for (int i = 0; i < n; ) {
            int j = i;
            while (j < n && Math.abs(d[j]) == Math.abs(d[i])) {
                j++;
            }
            double rank = (i + 1 + j) / 2.0;
            for (int k = i; k < j; k++) {
                positive += d[k] > 0 ? rank : 0;
            }
            ties += Math.pow(j - i, 3) - (j - i);
            i = j;
        }
        double mean = n * (n + 1) / 4.0;
        if (ties == 0 && n <= EXACT) {
            return exact(n, Math.min(positive, 2 * mean - positive));
        }
        double variance = n * (n + 1.0) * (2 * n + 1) / 24 - ties / 48;
        double z = Math.max(0, Math.abs(positive - mean) - 0.5) / Math.sqrt(variance);
        return Math.min(1, erfc(z / Math.sqrt(2)));
    }

    /** Twice the share of sign patterns whose sum of positive ranks is at most as large. */
    private static double exact(int n, double least) {
        double[] share = new double[n * (n + 1) / 2 + 1];
        share[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int sum = share.length - 1; sum >= 0; sum--) {
                share[sum] = 0.5 * (share[sum] + (sum >= rank ? share[sum - rank] : 0));
            }
        }
        double total = 0;
        for (int sum = 0; sum <= least; sum++) {
            total += share[sum];
        }
        return Math.min(1, 2 * total);
    }

    /** Numerical Recipes' erfcc, accurate to 1e-7. */
    private static double erfc(double x) {
        double t = 1 / (1 + 0.5 * x);
        double[] c = {
            -1.26551223,
            1.00002368,
            0.37409196,
            0.09678418,
            -0.18628806,
            0.27886807,
            -1.13520398,
            1.48851587,
            -0.82215223,
            0.17087277
        };
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = sum * t + c[i];
        }
        return t * Math.exp(-x * x + sum);
    }
}
