package org.slicedscore.engine.detect;

import java.util.Arrays;

/**
 * How surprising a score is: an estimate of −log P(score ≥ s) for normal rows, strictly increasing above the median, so that
 * scores of different detectors can be added up. Within the known scores it is the logarithm of the share at least as large; beyond the
 * upper tenth, an exponential tail. It is a scale and not a p-value: those come from rows that were held out.
 *
 * <p>Source for exponential tails beyond a high quantile: Pickands 1975, Annals of Statistics 3(1), with shape 0.
 */
final class Surprise {
    private static final double TAIL = 0.1;
    private static final int FEWEST = 5;

    private final double[] sorted;
    private final double start;
    private final double startValue;
    private final double slope;

    /**
     * Learns the scale.
     *
     * @param scores of normal rows that did not influence them, at least 1, none NaN
     */
    Surprise(double[] scores) {
        sorted = Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
        int m = sorted.length;
        if (m == 0) {
            start = 0;
            startValue = 0;
            slope = 1;
            return;
        }
        int k = Math.min(Math.max(FEWEST, (int) (TAIL * m)), m - 1);
        start = sorted[m - k - 1];
        startValue = value(m - k - 1);
        // the median excess of an exponential tail is its mean times log 2, and a few strange rows do not move it
        double excess = k == 0 ? 0 : (sorted[m - 1 - k / 2] - start) / Math.log(2);
        double spread = sorted[m - 1] - sorted[0];
        double least = Math.max(1e-3 * spread, 1e-6 * Math.max(1, Math.abs(start)));
        slope = 1 / Math.max(excess, least);
    }

    /** The known scores, ascending, from which {@link #Surprise} makes the same scale. */
    double[] scores() {
        return sorted;
    }

    private double value(int index) {
        return -Math.log((sorted.length - index) / (sorted.length + 1.0));
    }

    /**
     * The surprise at a score.
     *
     * @param score any number but NaN
     * @return at least 0; +∞ at +∞
     */
    double at(double score) {
        if (sorted.length == 0 || score > start) {
            return startValue + slope * (score - start);
        }
        int found = Arrays.binarySearch(sorted, score);
        int above = found >= 0 ? found : -found - 1;
        while (above > 0 && sorted[above - 1] == score) {
            above--;
        }
        if (above == 0 || sorted[above] == score) {
            return score < sorted[0] ? 0 : value(above);
        }
        double share = (score - sorted[above - 1]) / (sorted[above] - sorted[above - 1]);
        return value(above - 1) + share * (value(above) - value(above - 1));
    }
}
