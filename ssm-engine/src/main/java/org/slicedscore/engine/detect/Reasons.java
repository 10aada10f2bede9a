package org.slicedscore.engine.detect;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Why a row has its score.
 *
 * @param score the score
 * @param contributions for each input column its part of the score: they add up to it
 * @param expected for each input column what would have been normal given the columns that are not suspect; the row's own cell
 *     in columns that are not suspect; NaN for a cell that would normally be missing
 * @param suspect for each input column whether it is one of those that made the row strange
 */
public record Reasons(double score, double[] contributions, double[] expected, boolean[] suspect) {
    /** The columns by contribution, largest first; of equal ones the first comes first. */
    public List<Integer> order() {
        return IntStream.range(0, contributions.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -contributions[j]))
                .toList();
    }

    /** A column's share of the score; over all columns they add up to 1. */
    public double share(int column) {
        if (Double.isInfinite(score)) {
            long infinite = IntStream.range(0, contributions.length)
                    .filter(j -> Double.isInfinite(contributions[j]))
                    .count();
            return Double.isInfinite(contributions[column]) ? 1.0 / infinite : 0;
        }
        return score == 0 ? 1.0 / contributions.length : contributions[column] / score;
    }
}
