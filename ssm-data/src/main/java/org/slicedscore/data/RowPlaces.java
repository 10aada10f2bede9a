package org.slicedscore.data;

import java.util.Arrays;

/** Where rows lie in their source, for messages: lines of text where it has lines, else numbers of rows. */
final class RowPlaces {
    /** Rows whose line is not the one after the row before, and their lines; in order. */
    private int[] breaks = new int[16];

    private long[] lines = new long[16];
    private int count;
    private long last;

    /** Adds the place of the next row. */
    void add(int row, long line) {
        if (line > 0 && (count == 0 || line != last + 1)) {
            if (count == breaks.length) {
                breaks = Arrays.copyOf(breaks, 2 * count);
                lines = Arrays.copyOf(lines, 2 * count);
            }
            breaks[count] = row;
            lines[count++] = line;
        }
        last = line;
    }

    /** The place of a row, counted from 0 over the rows of the source. */
    String of(int row) {
        int found = Arrays.binarySearch(breaks, 0, count, row);
        int at = found >= 0 ? found : -found - 2;
        return at < 0 ? "row " + (row + 1L) : "line " + (lines[at] + row - breaks[at]);
    }
}
