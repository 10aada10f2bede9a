package org.slicedscore.experiments.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

class DataRecipeTest {
    /** The sizes of the paper's preparation: 1296 / 144 / 159 rows of 11 columns. */
    @Test
    void redWineIsDividedAsInThePaper() {
        DataRecipe recipe = DataRecipe.read("builtin:redwine");
        assertEquals(11, recipe.table().dim());
        assertFalse(recipe.table().columns().contains("quality"));
        assertEquals(1296, recipe.split().train().length);
        assertEquals(144, recipe.split().validation().length);
        assertEquals(159, recipe.split().test().length);
    }

    /** With the names and the size of Parkinsons, and four measurements that repeat another: 4760 / 528 / 587 rows of 15. */
    @Test
    void parkinsonsLosesThePapersColumns(@TempDir Path folder) throws IOException {
        List<String> measured = IntStream.range(0, 19).mapToObj(j -> "m" + j).toList();
        StringBuilder text = new StringBuilder("subject#,age,sex," + String.join(",", measured) + "\n");
        RandomStream random = new RandomStream(3, "test");
        for (int i = 0; i < 5875; i++) {
            text.append(1 + i / 140)
                    .append(',')
                    .append(40 + i / 140)
                    .append(',')
                    .append(i / 140 % 2);
            double[] row = new double[19];
            for (int j = 0; j < 19; j++) {
                row[j] = j < 15 ? random.normal() : 3 * row[j - 4] + 0.1 * random.normal();
                text.append(',').append(row[j]);
            }
            text.append('\n');
        }
        DataRecipe recipe = DataRecipe.read(
                Files.writeString(folder.resolve("p.data"), text).toString());
        assertEquals(
                IntStream.range(0, 19)
                        .filter(j -> j < 11 || j > 14)
                        .mapToObj(j -> "m" + j)
                        .toList(),
                recipe.table().columns());
        assertEquals(4760, recipe.split().train().length);
        assertEquals(528, recipe.split().validation().length);
        assertEquals(587, recipe.split().test().length);
    }

    @Test
    void ofColumnsThatRepeatEachOtherTheLastStays() {
        int n = 200;
        RandomStream random = new RandomStream(1, "test");
        double[] values = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double a = random.normal();
            double b = random.normal();
            values[4 * i] = a;
            values[4 * i + 1] = b;
            values[4 * i + 2] = -3 * a + 0.01 * random.normal();
            values[4 * i + 3] = 2 * a + 0.01 * random.normal();
        }
        Table table = Table.of("t", List.of("a", "b", "c", "d"), values);
        assertEquals(List.of("b", "d"), DataRecipe.withoutRepeats(table).columns());
    }

    /** Whitened by the covariance of all rows: with noise of variance 0.0025 that of all together is 1.0025 on average. */
    @Test
    void rowsAreWhiteAndTheSameForEverySeed() {
        Catalog catalog = Catalog.load();
        DataRecipe recipe = DataRecipe.read("builtin:redwine");
        TrainingConfig one = TrainingConfig.parse(recipe.settings(), catalog);
        TrainingData data = recipe.training(one);
        Dataset test = recipe.test(data);
        double square = 0;
        for (Dataset part : List.of(data.train(), data.validation(), test)) {
            for (float v : part.values()) {
                square += v * v;
            }
        }
        assertEquals(1, square / (1599 * 11), 0.05);
        TrainingData other = recipe.training(one.with(Settings.SEED, 7L));
        assertArrayEquals(data.train().values(), other.train().values());
        assertTrue(test.rows() == 159);
    }
}
