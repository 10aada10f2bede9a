package org.slicedscore.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the numbers of a column are like; cells with words are not among them.
 *
 * @param count how many there are
 * @param whole whether all are whole
 * @param ascending whether each is larger than the one before
 * @param least the smallest, +∞ of none
 * @param greatest the largest, −∞ of none
 */
record ColumnNumbers(long count, boolean whole, boolean ascending, double least, double greatest) {
    /** Looks at all columns of a store at once, row by row as the store lies in memory. */
    static ColumnNumbers[] of(RowStore store, List<ColumnCells> cells) {
        int width = store.width();
        long[] count = new long[width];
        boolean[] broken = new boolean[width];
        boolean[] falling = new boolean[width];
        double[] least = filled(width, Double.POSITIVE_INFINITY);
        double[] greatest = filled(width, Double.NEGATIVE_INFINITY);
        double[] last = filled(width, Double.NEGATIVE_INFINITY);
        int[] worded =
                IntStream.range(0, width).filter(j -> cells.get(j).texts() > 0).toArray();
        double[] row = new double[width];
        for (int i = 0; i < store.rows(); i++) {
            store.copy(i, row, 0);
            for (int j : worded) {
                if (cells.get(j).code(i) >= 0) {
                    row[j] = Double.NaN;
                }
            }
            for (int j = 0; j < width; j++) {
                double value = row[j];
                if (value == value) {
                    count[j]++;
                    broken[j] |= value != Math.rint(value);
                    falling[j] |= value <= last[j];
                    last[j] = value;
                    least[j] = Math.min(least[j], value);
                    greatest[j] = Math.max(greatest[j], value);
                }
            }
        }
        ColumnNumbers[] all = new ColumnNumbers[width];
        for (int j = 0; j < width; j++) {
            all[j] = new ColumnNumbers(count[j], !broken[j], !falling[j], least[j], greatest[j]);
        }
        return all;
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
