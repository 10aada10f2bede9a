package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;

/**
 * Which rows are held out from which fit. Copies of a row, and the rows of a group, stay together, so that no held-out row is as
 * near to the learned ones as only a copy can be.
 *
 * @param parts the rows held out from each fit, ascending; all other rows of the table are learned from
 * @param rows all rows that take part, ascending
 */
record HeldOut(int[][] parts, int[] rows) {
    /** Fewer different rows than this are too few to hold a fifth of them out for good. */
    static final int FEW = 1000;

    private static final int FOLDS = 5;
    private static final double SHARE = 0.2;
    private static final int MOST = 50_000;

    /**
     * Divides rows.
     *
     * @param table the table
     * @param rows the rows that take part, ascending
     * @param folds the number of parts that take turns; 1 holds out a fifth; 0 takes 5 parts of few rows and 1 of many
     * @param seed of the division
     */
    static HeldOut of(Table table, int[] rows, int folds, long seed) {
        RowUnits units = RowUnits.together(table, rows);
        int count = folds > 0 ? folds : units.count() < FEW ? FOLDS : 1;
        count = Math.min(count, Math.max(1, units.count() / 2));
        int[] order = new int[units.count()];
        new RandomStream(seed, "held-out").permutation(order);
        int[] part = new int[units.count()];
        Arrays.fill(part, -1);
        long wanted = count > 1 ? rows.length : Math.max(1, Math.min(MOST, Math.round(SHARE * rows.length)));
        long taken = 0;
        for (int u = 0; u < order.length && taken < wanted; u++) {
            int unit = order[u];
            // a large unit that would leave little to learn from is learned
            if (count > 1 || units.size(unit) <= Math.max(1, wanted - taken)) {
                part[unit] = count > 1 ? (int) (taken * count / rows.length) : 0;
                taken += units.size(unit);
            }
        }
        int[][] parts = new int[count][];
        for (int k = 0; k < count; k++) {
            int which = k;
            parts[k] = IntStream.range(0, rows.length)
                    .filter(i -> part[units.of(i)] == which)
                    .map(i -> rows[i])
                    .toArray();
        }
        return new HeldOut(parts, rows);
    }

    /** The rows that a fit learns from, ascending. */
    int[] learned(int part) {
        return IntStream.of(rows)
                .filter(row -> Arrays.binarySearch(parts[part], row) < 0)
                .toArray();
    }
}
