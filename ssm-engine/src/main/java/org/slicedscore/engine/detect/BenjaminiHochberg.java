package org.slicedscore.engine.detect;

import java.util.Arrays;

/**
 * Which of several rows to flag so that of those flagged, on average at most a share q is normal.
 *
 * <p>Source: Benjamini and Hochberg 1995, J. Royal Statistical Society B 57(1); for split-conformal p-values: Bates, Candès,
 * Lei, Romano and Sesia 2023, Annals of Statistics 51(1), theorem 2.
 */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /**
     * The largest p-value that is flagged.
     *
     * @param pValues of all rows
     * @param share q, from 0 to 1
     * @return a p-value; rows with at most this one are flagged; −1 if none is
     */
    public static double threshold(double[] pValues, double share) {
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        double threshold = -1;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] <= share * (i + 1) / sorted.length) {
                threshold = sorted[i];
            }
        }
        return threshold;
    }
}
