package org.slicedscore.experiments.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.Table;

class HalvesTest {
    private static final int ROWS = 400;

    /** Each number four times; the last forty rows are strange. */
    private static final Table TABLE = Table.of(
            "rows",
            List.of("x"),
            IntStream.range(0, ROWS).mapToDouble(i -> i / 4).toArray());

    private static boolean[] strange() {
        boolean[] strange = new boolean[ROWS];
        Arrays.fill(strange, ROWS - 40, ROWS, true);
        return strange;
    }

    private static Set<Double> values(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> TABLE.at(row, 0)).collect(Collectors.toSet());
    }

    @Test
    void copiesStayOnOneSide() {
        Halves halves = Halves.random(TABLE, strange(), 1_000_000, 1);
        assertEquals(180, halves.learned().length);
        assertEquals(220, halves.judged().length);
        Set<Double> both = values(halves.learned());
        both.retainAll(values(halves.judged()));
        assertEquals(Set.of(), both);
        assertTrue(Arrays.stream(halves.learned()).allMatch(row -> row < ROWS - 40));
    }

    @Test
    void strangeRowsAreMixedIn() {
        Halves halves = Halves.contaminated(TABLE, strange(), 0.1, 1_000_000, 1);
        long among =
                Arrays.stream(halves.learned()).filter(row -> row >= ROWS - 40).count();
        assertEquals(0.1, (double) among / halves.learned().length, 0.01);
        Set<Integer> judged = Arrays.stream(halves.judged()).boxed().collect(Collectors.toSet());
        assertTrue(Arrays.stream(halves.learned()).noneMatch(judged::contains));
    }

    @Test
    void thePublishedHalfIsDrawnWithReplacement() {
        Halves halves = Halves.published(strange(), 1_000_000, 1);
        assertEquals(1000, halves.learned().length);
        assertTrue(Arrays.stream(halves.learned()).allMatch(row -> row < 180));
        assertEquals(220, halves.judged().length);
    }
}
