package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.Table;

/**
 * Leaves out the rows that are strangest to the others, by their distance to a neighbour so far down the order that no clump of as many
 * rows as may be strange reaches it: a density would take a clump for normal. Each row is compared with rows of other parts,
 * the share that may be strange is left out, and what is left judges all rows again.
 */
final class Trimming {
    private static final int ROUNDS = 2;
    private static final int FOLDS = 5;

    /** How many times as many neighbours as may be strange. */
    private static final double BEYOND = 1.5;

    private static final int MOST_NEIGHBOURS = 1000;

    private Trimming() {}

    /** The rows to keep, ascending. */
    static int[] keep(Table table, int[] rows, DetectConfig given, List<Message> notes) {
        DetectConfig config = neighbours(rows.length, given);
        int kept = rows.length - (int) Math.round(config.contaminated() * rows.length);
        int[] normal = rows;
        for (int round = 0; round < ROUNDS; round++) {
            double[] scores = scores(table, rows, normal, config);
            double limit = Arrays.stream(scores).sorted().toArray()[kept - 1];
            normal = IntStream.range(0, rows.length)
                    .filter(i -> scores[i] <= limit)
                    .map(i -> rows[i])
                    .toArray();
        }
        notes.add(Message.of(
                "left out %d of %d rows as the strangest; p-values hold as far as these are the rows that are not normal",
                rows.length - normal.length, rows.length));
        return normal;
    }

    /** The same configuration with the distance to one neighbour as its detector. */
    private static DetectConfig neighbours(int rows, DetectConfig given) {
        double share = BEYOND * given.contaminated();
        int most = (int) Math.min(Math.min(rows, given.mostRows()), MOST_NEIGHBOURS / share);
        int k = (int) Math.clamp(Math.ceil(share * most), 5, MOST_NEIGHBOURS);
        return new DetectConfig(
                DetectorChoice.parse("knn?k=" + k, given.device()),
                FOLDS,
                given.contaminated(),
                most,
                given.seed(),
                given.device());
    }

    /** The score of each row by detectors that learned from the normal rows of other parts. */
    private static double[] scores(Table table, int[] rows, int[] normal, DetectConfig config) {
        HeldOut held = HeldOut.of(table, rows, FOLDS, config.seed());
        double[] scores = new double[rows.length];
        for (int k = 0; k < held.parts().length; k++) {
            int[] learned = IntStream.of(held.learned(k))
                    .filter(row -> Arrays.binarySearch(normal, row) >= 0)
                    .toArray();
            double[] part = Detection.scores(FittedDetector.fit(table, learned, config), table, held.parts()[k]);
            for (int i = 0; i < part.length; i++) {
                scores[Arrays.binarySearch(rows, held.parts()[k][i])] = part[i];
            }
        }
        return scores;
    }
}
