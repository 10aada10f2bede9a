package org.slicedscore.models.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

/** The work of a model at a row, by which reports decide what they can afford. */
class ModelWorkTest {
    private static final int ROWS = 64;

    private final Catalog catalog = Catalog.load();

    private double work(int dim, String... settings) {
        Map<String, String> map = new HashMap<>(
                Map.of("backend", "reference", "steps", "1", "batch-size", "8", "validation", "0", "patience", "0"));
        for (String s : settings) {
            map.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
        }
        List<String> names = IntStream.range(0, dim).mapToObj(j -> "x" + j).toList();
        Table table =
                Table.of("rows", names, new Random(1).doubles((long) ROWS * dim).toArray());
        TrainingConfig config = TrainingConfig.parse(map, catalog);
        TrainingData data = TrainingData.prepare(table, config);
        try (DeviceModel device =
                new DeviceModel(new Trainer(config, data, catalog).run().model(), catalog, "reference", 1)) {
            return device.multiplyAdds();
        }
    }

    /** Every weight once. */
    @Test
    void ofADenseNetwork() {
        assertEquals(3 * 8 + 8 * 4 + 4, work(3, "model=mlp-energy", "model.hidden=8,4"));
        assertEquals(3 * 8 + 8 * 3, work(3, "model=mlp-score", "model.hidden=8"));
    }

    /** Every weight of a kernel once for each of its places: 6×6 pixels, then 3×3, then 2×2. */
    @Test
    void ofConvolutions() {
        double first = 9 * (3 * 3 * 1) * 5;
        double second = 4 * (3 * 3 * 5) * 7;
        assertEquals(
                first + second + 4 * 7,
                work(36, "model=conv-energy", "model.channels=5,7", "model.kernel=3", "model.stride=2"));
    }

    /** At one level, whose numbers take a product of their own. */
    @Test
    void ofANoiseConditionedModel() {
        double work = work(3, "model=noise-score", "model.hidden=16,16");
        assertTrue(work > 2 * 3 * 16 + 16 * 16 && work < 16 * (3 + 16 * 16), () -> String.valueOf(work));
    }
}
