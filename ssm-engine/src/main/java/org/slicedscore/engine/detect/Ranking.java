package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores tell strange rows from normal ones.
 *
 * @param auroc the probability that a strange row has the higher score than a normal one, ties counting one half
 * @param averagePrecision the mean over strange rows of the share of strange rows among those with a score at least as large; of
 *     tied rows, all are counted
 */
public record Ranking(double auroc, double averagePrecision) {
    /**
     * Judges scores.
     *
     * @param scores larger is stranger
     * @param strange for each row whether it is
     * @return the measures; NaN if one of the two sorts is missing
     */
    public static Ranking of(double[] scores, boolean[] strange) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        double positives = 0;
        for (boolean s : strange) {
            positives += s ? 1 : 0;
        }
        double negatives = scores.length - positives;
        double area = 0;
        double precision = 0;
        double hits = 0;
        double misses = 0;
        for (int i = 0; i < order.length; ) {
            int j = i;
            double tiedHits = 0;
            double tiedMisses = 0;
            for (; j < order.length && scores[order[j]] == scores[order[i]]; j++) {
                tiedHits += strange[order[j]] ? 1 : 0;
                tiedMisses += strange[order[j]] ? 0 : 1;
            }
            area += tiedMisses * (hits + 0.5 * tiedHits);
            hits += tiedHits;
            misses += tiedMisses;
            precision += tiedHits * hits / (hits + misses);
            i = j;
        }
        return positives == 0 || negatives == 0
                ? new Ranking(Double.NaN, Double.NaN)
                : new Ranking(area / positives / negatives, precision / positives);
    }
}
