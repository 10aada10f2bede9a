package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.io.Refusal;

class SplitAndBatchesTest {
    @Test
    void partsAreDisjointAndComplete() {
        Split split = Split.of("a.csv", 1000, 0.1, 0.2, 3);
        assertEquals(100, split.validation().length);
        assertEquals(200, split.test().length);
        int[] all = java.util.stream.Stream.of(split.train(), split.validation(), split.test())
                .flatMapToInt(Arrays::stream)
                .toArray();
        Arrays.sort(all);
        assertArrayEquals(IntStream.range(0, 1000).toArray(), all);
        assertArrayEquals(split.train(), Split.of("b.csv", 1000, 0.1, 0.2, 3).train());
        assertFalse(Arrays.equals(
                split.train(), Split.of("a.csv", 1000, 0.1, 0.2, 4).train()));
        assertEquals(0, Split.of("a.csv", 10, 0, 0, 3).validation().length);
    }

    @Test
    void noSideMayBeEmpty() {
        Refusal.data(() -> Split.of("a.csv", 30, 0.01, 0, 1), "a.csv", "validation=0.01 of 30 rows", "no row");
        Refusal.data(() -> Split.of("a.csv", 30, 0.1, 0.01, 1), "test=0.01");
        Refusal.data(() -> Split.of("a.csv", 3, 0.4, 0.4, 1), "leave 1 to train on", "at least 2");
        Refusal.data(() -> Split.of("a.csv", 1, 0, 0, 1), "found 1 row, expected at least 2", "bring more rows");
        Refusal.data(() -> Split.of("a.csv", 1, 0.1, 0, 1), "found 1 row, expected at least 2", "bring more rows");
        Refusal.usage(() -> Split.of("a.csv", 30, 0.5, 0.5, 1), "nothing to train on");
        Refusal.usage(() -> Split.of("a.csv", 30, 1, 0, 1), "setting 'validation'", "1.0");
        Refusal.usage(() -> Split.of("a.csv", 30, 0, -0.1, 1), "setting 'test'", "-0.1");
        Refusal.usage(() -> Split.of("a.csv", 30, Double.NaN, 0, 1), "NaN");
    }

    /** A remedy that would be refused in its turn is none. */
    @Test
    void theRemedyWorks() {
        Refusal.data(() -> Split.of("a.csv", 2, 0.1, 0, 1), "set validation=0");
        assertEquals(2, Split.of("a.csv", 2, 0, 0, 1).train().length);
        Refusal.data(() -> Split.of("a.csv", 3, 0.1, 0, 1), "at least 0.333, or 0");
        assertEquals(2, Split.of("a.csv", 3, 0.333, 0, 1).train().length);
        Refusal.data(() -> Split.of("a.csv", 3, 0.4, 0.1, 1), "set test=0");
    }

    @Test
    void anEpochShowsEachRowOnceAtMost() {
        Batches batches = new Batches(10, 3, 1);
        assertEquals(3, batches.stepsPerEpoch());
        int[] rows = new int[3];
        int[] seen = new int[10];
        for (int step = 0; step < 3; step++) {
            batches.rows(step, rows);
            for (int row : rows) {
                seen[row]++;
            }
        }
        assertEquals(9, Arrays.stream(seen).sum());
        assertEquals(1, Arrays.stream(seen).max().orElseThrow());
    }

    @Test
    void aStepIsReachedWithoutItsPast() {
        Batches through = new Batches(100, 7, 1);
        int[] expected = new int[7];
        for (long step = 0; step <= 123; step++) {
            through.rows(step, expected);
        }
        int[] found = new int[7];
        new Batches(100, 7, 1).rows(123, found);
        assertArrayEquals(expected, found);
        assertEquals(8, through.epoch(123));
        new Batches(100, 7, 2).rows(123, found);
        assertFalse(Arrays.equals(expected, found));
    }

    @Test
    void theBatchMustFit() {
        Refusal.usage(() -> new Batches(10, 11, 1), "setting 'batch-size'", "11", "1 to 10");
        Refusal.usage(() -> new Batches(10, 0, 1), "setting 'batch-size'", "0");
        assertEquals(1, new Batches(10, 10, 1).stepsPerEpoch());
    }

    @Test
    void gatherCopiesRows() {
        Dataset data = Dataset.of(new double[] {1, 2, 3, 4, 5, 6}, 2, new int[] {10, 11, 12});
        float[] out = new float[4];
        data.gather(new int[] {2, 0, 1}, 2, out);
        assertArrayEquals(new float[] {5, 6, 1, 2}, out);
        assertEquals(12, data.id(2));
    }
}
