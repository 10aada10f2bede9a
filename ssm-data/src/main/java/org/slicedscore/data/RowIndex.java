package org.slicedscore.data;

import java.util.Arrays;

/**
 * Finds exact copies of rows: all values equal, where −0 equals 0 and a missing value equals a missing value. A hash only
 * narrows the search; every match is compared value by value.
 */
public final class RowIndex {
    private final Table table;
    /** A row plus one, or 0; open addressing with linear probing. */
    private final int[] slots;

    private RowIndex(Table table, int rows) {
        this.table = table;
        // at most two thirds full
        this.slots = new int[Integer.highestOneBit(Math.max(8, rows + rows / 2)) << 1];
    }

    /** An index that is still empty, with room for so many rows of a table. */
    static RowIndex empty(Table table, int rows) {
        return new RowIndex(table, rows);
    }

    /**
     * Indexes some rows of a table.
     *
     * @param table the table
     * @param rows the rows to find later
     */
    public static RowIndex of(Table table, int[] rows) {
        RowIndex index = new RowIndex(table, rows.length);
        Arrays.stream(rows).forEach(index::add);
        return index;
    }

    /**
     * Adds a row unless a copy of it is there.
     *
     * @param row of this index's table
     * @return the row that was there, or the row itself
     */
    int add(int row) {
        int slot = slot(table, row);
        if (slots[slot] == 0) {
            slots[slot] = row + 1;
        }
        return slots[slot] - 1;
    }

    /**
     * Whether a copy of a row is in the index.
     *
     * @param other a table with the same columns
     * @param row one of its rows
     */
    public boolean contains(Table other, int row) {
        return slots[slot(other, row)] != 0;
    }

    /** The slot of a row's copy, or the free slot where it would be. */
    private int slot(Table other, int row) {
        int slot = hash(other, row) & slots.length - 1;
        while (slots[slot] != 0 && !same(slots[slot] - 1, other, row)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean same(int row, Table other, int otherRow) {
        for (int j = 0; j < table.dim(); j++) {
            if (bits(table.at(row, j)) != bits(other.at(otherRow, j))) {
                return false;
            }
        }
        return true;
    }

    /** Multiplies and mixes as MurmurHash3 does at its end. */
    private static int hash(Table table, int row) {
        double[] values = new double[table.dim()];
        table.copy(row, values, 0);
        long h = 0;
        for (double value : values) {
            h = (h ^ bits(value)) * 0xff51afd7ed558ccdL;
            h ^= h >>> 33;
        }
        h *= 0xc4ceb9fe1a85ec53L;
        return (int) (h ^ h >>> 33);
    }

    /** One pattern for each value: every NaN is the same, and so are both zeros. */
    private static long bits(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }
}
