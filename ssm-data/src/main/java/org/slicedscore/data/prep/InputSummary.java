package org.slicedscore.data.prep;

import org.slicedscore.data.schema.Column;

/**
 * What the training rows show of an input.
 *
 * @param column the column
 * @param rows n
 * @param missing number of missing cells
 * @param stats of the numbers; null for words, and where every cell is missing
 * @param counts how often each category occurs; null for numbers
 * @param outside values far from the bulk; null if there is none
 */
public record InputSummary(Column column, int rows, int missing, ColumnStats stats, int[] counts, Outside outside) {
    /**
     * Values far from the bulk of a column.
     *
     * @param count their number
     * @param value the one that is furthest from the bulk
     * @param first the table's index of the first row that has one
     * @param low the smallest of the other values
     * @param high the largest of them
     */
    public record Outside(int count, double value, int first, double low, double high) {}

    /** Whether all cells are the same: one value and none missing, or all missing. */
    public boolean constant() {
        if (stats != null) {
            return stats.constant() && missing == 0;
        }
        return missing == rows || used() + (missing > 0 ? 1 : 0) <= 1;
    }

    /** The number of categories that occur. */
    public int used() {
        int used = 0;
        for (int count : counts == null ? new int[0] : counts) {
            used += count > 0 ? 1 : 0;
        }
        return used;
    }

    /** The value of a constant column: NaN if all cells are missing. */
    public double value() {
        if (stats != null) {
            return stats.min();
        }
        for (int k = 0; counts != null && k < counts.length; k++) {
            if (counts[k] > 0) {
                return k;
            }
        }
        return Double.NaN;
    }
}
