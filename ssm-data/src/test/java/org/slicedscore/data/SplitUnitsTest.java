package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.io.Refusal;

class SplitUnitsTest {
    /** A table of two columns whose row i is a copy of others of the same number. */
    private static Table table(int rows, IntUnaryOperator number) {
        return Table.of(
                "t",
                List.of("a", "b"),
                IntStream.range(0, rows)
                        .boxed()
                        .flatMap(i -> List.of(number.applyAsInt(i), 3).stream())
                        .mapToDouble(v -> v)
                        .toArray());
    }

    private static Labels texts(String name, int rows, IntFunction<String> text) {
        return new Labels(name, IntStream.range(0, rows).mapToObj(text).toList());
    }

    /** Which side each row is on; fails unless each is on one. */
    private static int[] sides(Split split, int rows) {
        int[] side = new int[rows];
        int number = 1;
        for (int[] part : List.of(split.train(), split.validation(), split.test())) {
            for (int row : part) {
                assertEquals(0, side[row], "row " + row);
                side[row] = number;
            }
            number++;
        }
        assertTrue(Arrays.stream(side).allMatch(s -> s > 0));
        return side;
    }

    private static void assertTogether(Split split, int rows, IntUnaryOperator unit) {
        int[] side = sides(split, rows);
        Map<Integer, Integer> sideOf = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            Integer before = sideOf.put(unit.applyAsInt(i), side[i]);
            assertTrue(before == null || before == side[i], "row " + i);
        }
    }

    @Test
    void copiesOfARowAreOnOneSide() {
        RowUnits units = RowUnits.copies(table(1200, i -> i % 150));
        assertEquals(150, units.count());
        Split split = Split.of("t", units, null, 0.1, 0.2, 5);
        assertTogether(split, 1200, i -> i % 150);
        assertEquals(120, split.validation().length);
        assertEquals(240, split.test().length);
        assertTrue(split.notes(units, 0.1, 0.2).isEmpty());
        assertArrayEquals(split.test(), Split.of("t", units, null, 0.1, 0.2, 5).test());
        assertFalse(Arrays.equals(
                split.test(), Split.of("t", units, null, 0.1, 0.2, 6).test()));
    }

    /** Runs from before copies stayed together are divided as they were. */
    @Test
    void withoutCopiesTheDivisionIsThatOfSingleRows() {
        Split single = Split.of("t", 500, 0.1, 0.1, 7);
        Split copies = Split.of("t", RowUnits.copies(table(500, i -> i)), null, 0.1, 0.1, 7);
        assertArrayEquals(single.train(), copies.train());
        assertArrayEquals(single.validation(), copies.validation());
        assertArrayEquals(single.test(), copies.test());
    }

    @Test
    void copiesAreFoundByValue() {
        double[] values = {0.0, -0.0, Double.NaN, 0, Double.NaN, 1, Double.NaN, 1};
        RowUnits units = RowUnits.copies(Table.of("t", List.of("a"), values));
        assertEquals(3, units.count());
        assertArrayEquals(
                new int[] {0, 0, 1, 0, 1, 2, 1, 2},
                IntStream.range(0, 8).map(units::of).toArray());
        assertEquals(3, units.size(0));
        RowIndex index = RowIndex.of(Table.of("t", List.of("a"), values), new int[] {2, 5});
        Table other = Table.of("u", List.of("a"), new double[] {0, 1, Double.NaN, 2});
        assertArrayEquals(new boolean[] {false, true, true, false}, new boolean[] {
            index.contains(other, 0), index.contains(other, 1), index.contains(other, 2), index.contains(other, 3)
        });
    }

    /** 900 rows of 1000 are the same: a tenth of the rows must not be all the others. */
    @Test
    void aVeryFrequentRowStaysToBeLearned() {
        RowUnits units = RowUnits.copies(table(1000, i -> i < 900 ? 0 : i));
        Split split = Split.of("t", units, null, 0.1, 0.1, 1);
        assertEquals(980, split.train().length);
        assertEquals(10, split.validation().length);
        assertTrue(split.notes(units, 0.1, 0.1)
                .getFirst()
                .toString()
                .contains(
                        "holds out 10 of 1000 rows, not 100: rows that belong together stay together (101 different"));
    }

    @Test
    void groupsStayTogetherWithCopiesAcrossThem() {
        // rows 0-9 are one group, 10-19 the next, …; row 10k+9 is a copy of row 10k+10 in every other pair of groups
        IntUnaryOperator value = i -> i % 20 == 10 ? i - 1 : i;
        RowUnits units = RowUnits.copies(table(400, value)).joined(texts("person", 400, i -> "p" + i / 10));
        assertEquals(20, units.count());
        assertEquals("groups of column 'person'", units.name().toString());
        Split split = Split.of("t", units, null, 0.1, 0.2, 2);
        assertTogether(split, 400, i -> i / 20);
        assertEquals(40, split.validation().length);
        assertEquals(80, split.test().length);
    }

    @Test
    void largeGroupsAreHeldOutWhole() {
        RowUnits units = RowUnits.single(300).joined(texts("g", 300, i -> "" + i % 3));
        Split split = Split.of("t", units, null, 0.1, 0, 1);
        assertEquals(100, split.validation().length);
        assertEquals(1, split.notes(units, 0.1, 0).size());
    }

    @Test
    void theLatestRowsAreForTest() {
        // shuffled times, each twice
        Labels times = new Labels(
                "t", IntStream.range(0, 1000).mapToDouble(i -> i * 7 % 500).toArray());
        Split split = Split.of("t", RowUnits.single(1000), times, 0.1, 0.2, 1);
        assertEquals(200, split.test().length);
        assertEquals(100, split.validation().length);
        assertTrue(Arrays.stream(split.test()).allMatch(i -> times.number(i) >= 400));
        assertTrue(Arrays.stream(split.validation()).allMatch(i -> times.number(i) >= 350 && times.number(i) < 400));
    }

    @Test
    void rowsOfOneTimeAreOnOneSideAndNoneOfATestTimeIsLearned() {
        Labels days = texts("day", 100, i -> "2026-01-" + (i < 70 ? "01" : i < 95 ? "02" : "03 10:00"));
        Split split = Split.of("t", RowUnits.single(100), days, 0, 0.2, 1);
        assertArrayEquals(IntStream.range(70, 100).toArray(), split.test());
        // an early copy of a late row goes with the late one
        RowUnits copies = RowUnits.copies(table(100, i -> i == 99 ? 0 : i));
        Labels numbers =
                new Labels("n", IntStream.range(0, 100).mapToDouble(i -> i).toArray());
        Split late = Split.of("t", copies, numbers, 0, 0.1, 1);
        assertArrayEquals(new int[] {0, 91, 92, 93, 94, 95, 96, 97, 98, 99}, late.test());
    }

    @Test
    void whatIsNoTimeIsRefused() {
        RowUnits units = RowUnits.single(3);
        Labels times = new Labels("when", List.of("2026-01-01", "2026-01-02T03:04:05+01:00", "yesterday"));
        Refusal.data(() -> Split.of("t", units, times, 0.3, 0, 1), "row 2", "'yesterday'", "'when'", "ISO 8601");
        Labels lost = new Labels("when", new double[] {1, Double.NaN, 2});
        Refusal.data(() -> Split.of("t", units, lost, 0.3, 0, 1), "row 1", "NaN");
    }

    @Test
    void tooFewUnitsAreRefusedWithARemedyThatWorks() {
        RowUnits one = RowUnits.copies(table(50, i -> 1));
        Refusal.data(
                () -> Split.of("t", one, null, 0.1, 0, 1),
                "found too few different rows (1), expected at least 2",
                "validation=0");
        Refusal.data(() -> Split.of("t", one, null, 0.1, 0.1, 1), "set validation=0 and test=0");
        assertEquals(50, Split.of("t", one, null, 0, 0, 1).train().length);
        RowUnits two = RowUnits.copies(table(50, i -> i % 2));
        Refusal.data(() -> Split.of("t", two, null, 0.1, 0.1, 1), "set test=0");
        assertEquals(25, Split.of("t", two, null, 0.1, 0, 1).validation().length);
    }

    @Test
    void aTenthIsForTestWhereThereAreEnoughDifferentRows() {
        assertEquals(0, RowUnits.copies(table(2000, i -> i % 499)).usualTest());
        assertEquals(0.1, RowUnits.copies(table(2000, i -> i % 500)).usualTest());
    }
}
