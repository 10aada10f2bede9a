package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.Table;

/**
 * Leaves out the rows that are strangest to the others. Each row is scored by detectors that did not learn from its part, the share that
 * may be strange is left out, and what is left scores all rows again: strange rows that had company are found when their
 * company is gone.
 */
final class Trimming {
    private static final int ROUNDS = 2;
    private static final int FOLDS = 5;

    private Trimming() {}

    /** The rows to keep, ascending. */
    static int[] keep(Table table, int[] rows, DetectConfig config, List<Message> notes) {
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
