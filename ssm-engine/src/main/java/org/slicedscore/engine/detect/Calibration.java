package org.slicedscore.engine.detect;

import java.util.Arrays;

/**
 * p-values from the scores of rows that were held out. With one part, p = (1 + #{calibration scores ≥ s}) / (n + 1), which is
 * uniform or larger for a normal row whatever the scores are worth. With several parts, each held-out row is compared with the new
 * row by the detectors that did not learn from it.
 *
 * <p>Source: Vovk, Gammerman and Shafer 2005, "Algorithmic learning in a random world", section 4.2; for several parts: Vovk
 * 2015, "Cross-conformal predictors", Annals of Mathematics and Artificial Intelligence 74.
 */
final class Calibration {
    private final double[][] sorted;
    private final int rows;

    /**
     * Takes the scores of held-out rows.
     *
     * @param scores for each part those of its held-out rows by the detectors that did not learn from them; not copied, but sorted
     */
    Calibration(double[][] scores) {
        sorted = scores;
        int count = 0;
        for (double[] part : scores) {
            Arrays.sort(part);
            count += part.length;
        }
        rows = count;
    }

    /** The number of held-out rows: n. */
    int rows() {
        return rows;
    }

    /** The scores of a part, ascending; shared. */
    double[] part(int index) {
        return sorted[index];
    }

    int parts() {
        return sorted.length;
    }

    /** The smallest p-value possible: 1/(n + 1). */
    double least() {
        return 1.0 / (rows + 1);
    }

    /** How many scores of a part are at least as large. */
    private int atLeast(int part, double score) {
        double[] s = sorted[part];
        int low = 0;
        int high = s.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (s[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return s.length - low;
    }

    /**
     * The p-value of a row.
     *
     * @param scores its score by the detectors of each part
     * @param from index of the first
     * @param stride from one to the next
     */
    double pValue(double[] scores, int from, int stride) {
        int count = 0;
        for (int k = 0; k < sorted.length; k++) {
            count += atLeast(k, scores[from + k * stride]);
        }
        return (1.0 + count) / (rows + 1);
    }
}
