package org.slicedscore.data.prep;

import java.util.Arrays;
import org.slicedscore.data.Table;

/** Counts the different rows of a table by 64-bit hashes, whose collisions are rarer than one in a million tables. */
final class DistinctRows {
    private DistinctRows() {}

    static int count(Table table, int[] rows) {
        long[] hashes = new long[rows.length];
        double[] row = new double[table.dim()];
        for (int i = 0; i < rows.length; i++) {
            table.copy(rows[i], row, 0);
            hashes[i] = hash(row);
        }
        Arrays.parallelSort(hashes);
        int distinct = rows.length == 0 ? 0 : 1;
        for (int i = 1; i < hashes.length; i++) {
            distinct += hashes[i] == hashes[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    /** The finaliser of SplitMix64 over the bits of each number; the two zeros are one, and all missing cells. */
    private static long hash(double[] row) {
        long hash = 0;
        for (double value : row) {
            long z = (hash ^ Double.doubleToLongBits(value + 0.0)) + 0x9e3779b97f4a7c15L;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            hash = z ^ (z >>> 31);
        }
        return hash;
    }
}
