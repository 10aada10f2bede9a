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
}
