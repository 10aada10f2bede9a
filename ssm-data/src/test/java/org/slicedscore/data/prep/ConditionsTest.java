package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Refusal;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Role;

/** Columns that a density is conditional on: three numbers, words, and repeated whole numbers between two features. */
class ConditionsTest {
    private static final int N = 300;

    @TempDir
    private Path folder;

    private Table table;
    private Preparation prepared;

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("x,colour,count,y\n");
        String[] words = {"blue", "green", "red"};
        for (int i = 0; i < N; i++) {
            text.append(random.nextGaussian())
                    .append(',')
                    .append(words[random.nextInt(3)])
                    .append(',')
                    .append(random.nextInt(4))
                    .append(',')
                    .append(5 + 2 * random.nextGaussian())
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        table = DataReader.read(file.toString(), ReadOptions.DEFAULT.withConditions("colour,count"));
        prepared = Preparation.fit(table, IntStream.range(0, N).toArray(), PrepareOptions.automatic(Scaling.WHITEN, 1));
    }

    @Test
    void theyStandBehindTheFeaturesAndHaveNoDensity() {
        Preprocessing p = prepared.preprocessing();
        assertEquals(2, p.dim());
        assertEquals(3, p.conditions());
        assertEquals(List.of("x", "y"), p.coordinates());
        assertTrue(p.hasDensity(), "words are no part of the density");
        assertEquals(
                List.of("colour", "count"),
                p.schema().of(Role.CONDITION).stream().map(Column::name).toList());
        double[] row = table.gather(new int[] {7});
        // a density of x and y alone: its volume change does not depend on the conditions
        double[] other = row.clone();
        other[1] = (row[1] + 1) % 3;
        other[2] = row[2] + 1;
        assertArrayEquals(p.logDetJacobian(row), p.logDetJacobian(other), 0);
        double[] one = p.toModel(row);
        double[] two = p.toModel(other);
        assertArrayEquals(new double[] {one[0], one[1]}, new double[] {two[0], two[1]}, 0);
        assertFalse(one[4] == two[4]);
    }

    @Test
    void theyAreScaledButNeitherSpreadNorNoisy() {
        Preprocessing p = prepared.preprocessing();
        Dataset rows = p.spread(table, IntStream.range(0, N).toArray());
        assertEquals(2, rows.dim());
        assertEquals(3, rows.conditions());
        double sum = 0;
        double square = 0;
        for (int i = 0; i < N; i++) {
            double[] exact = p.toModel(table.gather(new int[] {i}));
            for (int k = 2; k < 5; k++) {
                assertEquals((float) exact[k], rows.values()[i * 5 + k], "row " + i + ", number " + k);
            }
            sum += exact[4];
            square += exact[4] * exact[4];
        }
        assertEquals(0, sum / N, 1e-9);
        assertEquals(1, square / N, 0.01);
        Dataset features = rows.features();
        assertEquals(2 * N, features.values().length);
        assertEquals(rows.values()[5 * 9 + 1], features.values()[2 * 9 + 1]);
    }

    @Test
    void theyAreStoredAndMissingWhereRowsAreDrawn() {
        Preprocessing p = prepared.preprocessing();
        Preprocessing again = Preprocessing.restore(p.state());
        double[] row = table.gather(new int[] {11});
        assertArrayEquals(p.toModel(row), again.toModel(row), 0);
        double[] z = p.toModel(row);
        double[] back = again.toOriginal(new double[] {z[0], z[1]});
        assertEquals(row[0], back[0], 1e-9);
        assertTrue(Double.isNaN(back[1]) && Double.isNaN(back[2]));
        assertEquals(row[3], back[3], 1e-9);
    }

    @Test
    void valuesAreGivenAsInAFile() {
        Preprocessing p = prepared.preprocessing();
        Given given = Given.of(p, Map.of("colour", "green", "count", "2"));
        double[] z = p.toModel(new double[] {0, 1, 2, 0});
        assertArrayEquals(new double[] {(float) z[2], (float) z[3], (float) z[4]}, given.numbers(), 0);
        assertArrayEquals(new double[] {Double.NaN, 1, 2, Double.NaN}, given.cells(), 0);
        Refusal.usage(() -> Given.of(p, Map.of("colour", "green")), "a value for count");
        Refusal.usage(() -> Given.of(p, Map.of("colour", "pink", "count", "2")), "one of blue, green, red");
        Refusal.usage(() -> Given.of(p, Map.of("colour", "red", "count", "two")), "expected a number");
        Refusal.usage(() -> Given.of(p, Map.of("color", "red", "count", "2")), "did you mean 'colour'");
    }

    @Test
    void somethingMustBeLeftToLearn() {
        Path file = folder.resolve("t.csv");
        Refusal.data(
                () -> DataReader.read(file.toString(), ReadOptions.DEFAULT.withConditions("1-4")),
                "no column to learn from");
    }
}
