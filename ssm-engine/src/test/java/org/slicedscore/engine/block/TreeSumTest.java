package org.slicedscore.engine.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree depends on the number of vectors alone. */
class TreeSumTest {
    private static final int LENGTH = 3;

    private static double[][] vectors(int n) {
        Random random = new Random(n);
        double[][] vectors = new double[n][LENGTH];
        for (double[] v : vectors) {
            for (int j = 0; j < LENGTH; j++) {
                v[j] = (float) (random.nextGaussian() * Math.exp(5 * random.nextGaussian()));
            }
        }
        return vectors;
    }

    /** The definition: the largest power of two below the number goes to the left. */
    private static double tree(double[][] vectors, int from, int to, int j) {
        if (to - from == 1) {
            return vectors[from][j];
        }
        int left = Integer.highestOneBit(to - from - 1);
        return (float) (tree(vectors, from, from + left, j) + tree(vectors, from + left, to, j));
    }

    private static TreeSum range(double[][] vectors, int from, int to) {
        TreeSum sum = new TreeSum(LENGTH, true);
        for (int i = from; i < to; i++) {
            System.arraycopy(vectors[i], 0, sum.next(), 0, LENGTH);
            sum.add(0, i);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 13, 16, 31, 98, 1000})
    void anyDivisionAmongProcessesGivesTheDefinition(int n) {
        double[][] vectors = vectors(n);
        double[] expected = new double[LENGTH];
        for (int j = 0; j < LENGTH; j++) {
            expected[j] = tree(vectors, 0, n, j);
        }
        assertArrayEquals(expected, range(vectors, 0, n).total(), "in one process");
        Blocks blocks = new Blocks(n, 1);
        for (int processes = 2; processes <= 9; processes++) {
            TreeSum all = new TreeSum(LENGTH, true);
            for (int rank = 0; rank < processes; rank++) {
                TreeSum own = range(vectors, blocks.from(rank, processes), blocks.from(rank + 1, processes));
                assertTrue(own.nodes() <= 2 * (32 - Integer.numberOfLeadingZeros(n)), () -> own.nodes() + " nodes");
                for (int node = 0; node < own.nodes(); node++) {
                    System.arraycopy(own.values(node), 0, all.next(), 0, LENGTH);
                    all.add(own.level(node), own.index(node));
                }
            }
            assertArrayEquals(expected, all.total(), processes + " processes");
        }
    }

    @Test
    void aSumIsUsedAgain() {
        TreeSum sum = range(vectors(13), 0, 13);
        double[] first = sum.total().clone();
        sum.clear();
        double[][] vectors = vectors(13);
        for (int i = 0; i < 13; i++) {
            System.arraycopy(vectors[i], 0, sum.next(), 0, LENGTH);
            sum.add(0, i);
        }
        assertArrayEquals(first, sum.total());
    }

    @Test
    void doublesKeepAllTheirDigits() {
        TreeSum sum = new TreeSum(1, false);
        for (int i = 0; i < 2; i++) {
            sum.next()[0] = i == 0 ? 1 : 0x1p-50;
            sum.add(0, i);
        }
        assertEquals(1 + 0x1p-50, sum.total()[0]);
    }

    @Test
    void gapsAreNoticed() {
        TreeSum sum = new TreeSum(1, true);
        assertThrows(IllegalStateException.class, sum::total, "nothing there");
        sum.next();
        sum.add(0, 1);
        assertThrows(IllegalStateException.class, sum::total, "the first is missing");
        sum.next();
        assertThrows(IllegalArgumentException.class, () -> sum.add(0, 3), "the second is missing");
        assertThrows(IllegalArgumentException.class, () -> sum.add(1, 0), "a node that overlaps");
    }

    @Test
    void blocksCoverTheBatchOnce() {
        Blocks blocks = new Blocks(1000, 300);
        assertEquals(4, blocks.count());
        assertEquals(100, blocks.rows(3));
        assertEquals(100, blocks.shorter());
        assertEquals(1000, blocks.first(4));
        assertEquals(0, blocks.from(0, 3));
        assertEquals(4, blocks.from(3, 3));
        assertEquals(1, new Blocks(Integer.MAX_VALUE, Integer.MAX_VALUE).count());
        assertEquals(1, new Blocks(5, 7).count(), "a block larger than the batch is the batch");
        assertEquals(5, new Blocks(5, 7).rows(0));
    }
}
