package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;

/** Tables as they are found: after the default preparation every coordinate has its moments and hardly a value twice. */
class TrainableTablesTest {
    @Test
    void redWine() {
        assertTrainable(DataReader.read("builtin:redwine", ReadOptions.DEFAULT));
    }

    /** Subjects, ages and a sex, repeated 140 times each; times; rounded measurements, three of them almost the same. */
    @Test
    void repeatedMeasurements(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder("subject,age,sex,time,score,jitter,rap,ddp,shimmer,ratio\n");
        RandomStream random = new RandomStream(5, "test");
        for (int i = 0; i < 2940; i++) {
            int subject = i / 140;
            double jitter = 0.004 * Math.exp(random.normal());
            double rap = jitter * (0.5 + 0.05 * random.normal());
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.4f,%.3f,%.5f,%.5f,%.5f,%.2f,%.4f\n",
                    subject + 1,
                    50 + subject * 7 % 31,
                    subject % 2,
                    i % 140 + random.normal(),
                    20 + subject + 0.05 * (i % 140),
                    jitter,
                    rap,
                    3 * rap + 1e-5 * random.normal(),
                    0.3 * Math.exp(0.5 * random.normal()),
                    random.normal()));
        }
        Path file = Files.writeString(folder.resolve("repeated.csv"), text);
        Table table = DataReader.read(file.toString(), ReadOptions.DEFAULT);
        assertEquals(10, table.dim());
        assertTrainable(table);
    }

    /** Counts with many zeros, small grids, heavy tails, and rows that come several times. */
    @Test
    void countsAndCopies(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder("count,grid,tail,gain,level\n");
        RandomStream random = new RandomStream(6, "test");
        String row = null;
        for (int i = 0; i < 3000; i++) {
            if (i % 5 != 1) {
                double tail = random.normal() / Math.max(0.2, Math.abs(random.normal()));
                row = String.format(
                        Locale.ROOT,
                        "%d,%.1f,%.6f,%.2f,%d\n",
                        (int) Math.exp(1.5 * random.normal()),
                        random.normal(),
                        tail,
                        random.normal() > 1 ? 100 * Math.exp(random.normal()) : 0,
                        (int) (8 * Math.abs(random.normal())));
            }
            text.append(row);
        }
        Path file = Files.writeString(folder.resolve("counts.csv"), text);
        assertTrainable(DataReader.read(file.toString(), ReadOptions.DEFAULT));
    }

    private static void assertTrainable(Table table) {
        Split split = Split.of(table.name(), table.rows(), 0.1, 0, 1);
        for (Scaling scaling : new Scaling[] {Scaling.STANDARDIZE, Scaling.WHITEN}) {
            Preparation prepared = Preparation.fit(table, split.train(), PrepareOptions.automatic(scaling, 1));
            Dataset data = prepared.preprocessing().spread(table, split.train());
            for (int j = 0; j < data.dim(); j++) {
                double sum = 0;
                double squares = 0;
                double[] column = new double[data.rows()];
                for (int i = 0; i < data.rows(); i++) {
                    double value = data.values()[i * data.dim() + j];
                    sum += value;
                    squares += value * value;
                    column[i] = value;
                }
                // values far from the bulk are compressed, which moves the moments of their coordinates a little
                assertEquals(0, sum / data.rows(), 0.1, table.name());
                assertEquals(1.25, squares / data.rows(), 0.3, table.name());
                long distinct = Arrays.stream(column).distinct().count();
                assertTrue(distinct > 0.99 * column.length, table.name() + " column " + j);
            }
        }
    }
}
