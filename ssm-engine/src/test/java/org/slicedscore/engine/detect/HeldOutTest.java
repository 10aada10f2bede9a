package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.data.Table;

class HeldOutTest {
    /** Each number twice. */
    private static Table pairs(int rows) {
        return Table.of(
                "rows",
                List.of("x"),
                IntStream.range(0, rows).mapToDouble(i -> i / 2).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void partsTakeTurns(int folds) {
        int[] rows = IntStream.range(0, 100).toArray();
        HeldOut held = HeldOut.of(pairs(100), rows, folds, 1);
        assertEquals(folds, held.parts().length);
        int[] all = Arrays.stream(held.parts())
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray();
        assertArrayEquals(rows, all);
        for (int k = 0; k < folds; k++) {
            assertEquals(100.0 / folds, held.parts()[k].length, 4);
            for (int row : held.learned(k)) {
                assertTrue(Arrays.binarySearch(held.parts()[k], row ^ 1) < 0, "a copy of row " + row + " is held out");
            }
        }
    }

    @Test
    void ofManyRowsAFifthIsHeldOutForGood() {
        int n = 4 * HeldOut.FEW;
        HeldOut held = HeldOut.of(pairs(n), IntStream.range(0, n).toArray(), 0, 1);
        assertEquals(1, held.parts().length);
        assertEquals(0.2 * n, held.parts()[0].length, 2);
        assertEquals(n, held.parts()[0].length + held.learned(0).length);
    }

    /** A thousand different rows are many, one fewer are few. */
    @Test
    void manyRowsAreAThousand() {
        assertEquals(1, parts(2 * HeldOut.FEW, 0));
        assertEquals(5, parts(2 * HeldOut.FEW - 2, 0));
        assertEquals(7, parts(2 * HeldOut.FEW, 7));
    }

    /** No more parts than half the different rows, and never none. */
    @Test
    void fewRowsMakeFewParts() {
        assertEquals(3, parts(12, 5));
        assertEquals(2, parts(10, 5));
        assertEquals(1, parts(4, 5));
        assertEquals(1, parts(2, 5));
    }

    private static int parts(int rows, int folds) {
        return HeldOut.of(pairs(rows), IntStream.range(0, rows).toArray(), folds, 1)
                .parts()
                .length;
    }

    /** Half of all rows are copies of one: held out, they would leave little to learn from. */
    @Test
    void aLargeUnitIsLearned() {
        int n = 4 * HeldOut.FEW;
        Table table = Table.of(
                "rows",
                List.of("x"),
                IntStream.range(0, n).mapToDouble(i -> i % 2 == 0 ? -1 : i).toArray());
        for (int seed = 1; seed < 6; seed++) {
            HeldOut held = HeldOut.of(table, IntStream.range(0, n).toArray(), 1, seed);
            assertEquals(n / 5, held.parts()[0].length);
            assertTrue(Arrays.stream(held.parts()[0]).allMatch(row -> row % 2 == 1));
        }
    }

    /** A unit exactly as large as what is wanted is held out; of tiny tables one row is. */
    @Test
    void aUnitThatJustFits() {
        Table table = Table.of("rows", List.of("x"), new double[] {1, 1, 1, 1, 1, 1, 1, 1, 2, 2});
        assertArrayEquals(
                new int[] {8, 9},
                HeldOut.of(table, IntStream.range(0, 10).toArray(), 1, 1).parts()[0]);
        Table three = Table.of("rows", List.of("x"), new double[] {1, 2, 3});
        assertEquals(1, HeldOut.of(three, new int[] {0, 1, 2}, 1, 1).parts()[0].length);
    }

    /** Only rows that take part are divided, and there are never more than 50,000 of them held out for good. */
    @Test
    void noMoreThanFiftyThousand() {
        int n = 300_000;
        Table table = Table.of(
                "rows", List.of("x"), IntStream.range(0, n).mapToDouble(i -> i).toArray());
        int[] odd = IntStream.range(0, n).filter(i -> i % 2 == 1).toArray();
        assertEquals(30_000, HeldOut.of(table, odd, 0, 1).parts()[0].length);
        HeldOut all = HeldOut.of(table, IntStream.range(0, n).toArray(), 0, 1);
        assertEquals(50_000, all.parts()[0].length);
    }
}
