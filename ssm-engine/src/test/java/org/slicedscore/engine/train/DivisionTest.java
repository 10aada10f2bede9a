package org.slicedscore.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;

class DivisionTest {
    @TempDir
    private Path folder;

    /** Rows of which each stands there so many times. */
    private static Table table(int different, int times) {
        RandomStream random = new RandomStream(1, "division");
        double[] values = new double[2 * different * times];
        for (int i = 0; i < 2 * different; i++) {
            double value = random.normal();
            for (int k = 0; k < times; k++) {
                values[2 * different * k + i] = value;
            }
        }
        return Table.of("t", List.of("a", "b"), values);
    }

    private Division divide(Table table, String... settings) {
        Map<String, String> map = new HashMap<>(Map.of("model", "mlp-energy"));
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return Division.of(table, TrainingConfig.parse(map, TestSource.smallCatalog(folder)));
    }

    @Test
    void aTenthIsKeptToReportOnWhereThereAreEnoughRows() {
        Division large = divide(table(1000, 1));
        assertEquals(0.1, large.test());
        assertEquals(100, large.split().test().length);
        assertEquals(100, large.split().validation().length);
        assertTrue(large.notes().isEmpty());
        Division small = divide(table(150, 8));
        assertEquals(0, small.test());
        assertEquals(120, small.split().validation().length);
        assertTrue(
                small.notes().getFirst().toString().contains("too few different rows (150); test=0.2 keeps some"),
                () -> small.notes().toString());
        assertEquals(
                "no rows are kept to report on, as there are too few different rows (9)",
                divide(table(9, 1)).notes().getFirst().toString());
        assertEquals(2, divide(table(10, 1), "test", "0.2").split().test().length);
        assertEquals(240, divide(table(150, 8), "test", "0.2").split().test().length);
        assertEquals(0, divide(table(1000, 1), "test", "0").split().test().length);
        assertEquals(0, divide(table(1000, 1), "validation", "0.9").test());
    }

    @Test
    void copiesMayBeTakenApart() {
        Table table = table(150, 8);
        Split apart = divide(table, "copies", "apart", "test", "0", "seed", "3").split();
        assertArrayEquals(Split.of("t", 1200, 0.1, 0, 3).train(), apart.train());
    }
}
