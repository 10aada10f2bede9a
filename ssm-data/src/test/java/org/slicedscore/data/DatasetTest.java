package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows outside of the heap are the rows on it. */
class DatasetTest {
    private static float cell(int row, int column) {
        return (float) Math.sin(row + 0.1 * column);
    }

    private static Dataset rows(int n, int dim, int conditions, int block, long bytesOnHeap) {
        int width = dim + conditions;
        int[] ids = IntStream.range(0, n).map(i -> 7 * i).toArray();
        return Dataset.of(
                dim,
                conditions,
                ids,
                block,
                (from, to) -> {
                    float[] some = new float[(to - from) * width];
                    for (int k = 0; k < some.length; k++) {
                        some[k] = cell(from + k / width, k % width);
                    }
                    return some;
                },
                bytesOnHeap);
    }

    /** The last case has more rows than a piece of the file, whose ends are no ends of blocks. */
    @ParameterizedTest
    @CsvSource({"1,1,0,8", "1000,3,2,7", "1001,20,0,1000", "50000,201,3,999"})
    void storedRowsAreTheSame(int n, int dim, int conditions, int block) {
        Dataset heap = rows(n, dim, conditions, block, Long.MAX_VALUE);
        Dataset stored = rows(n, dim, conditions, block, 0);
        assertSame(heap.values(), heap.values());
        assertNotSame(stored.values(), stored.values());
        assertArrayEquals(heap.values(), stored.values());
        assertArrayEquals(heap.toDoubles(), stored.toDoubles());
        assertArrayEquals(heap.features().values(), stored.features().values());
        int[] some = {n - 1, 0, n / 2, n - 1};
        assertArrayEquals(heap.select(some).values(), stored.select(some).values());
        assertEquals(7 * (n / 2), stored.select(some).id(2));
        float[] gathered = new float[3 * stored.width()];
        stored.gather(some, 3, gathered);
        assertArrayEquals(Arrays.copyOf(heap.select(some).values(), gathered.length), gathered);
        assertEquals(cell(n - 1, dim - 1), stored.at(n - 1, dim - 1));
        assertEquals(stored.at(n - 1, dim - 1), heap.at(n - 1, dim - 1));
    }

    @Test
    void sizesMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> new Dataset(new float[5], 2, new int[3]));
    }
}
