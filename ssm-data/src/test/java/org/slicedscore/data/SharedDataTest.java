package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.io.SharedFiles;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Scaling;

/** The larger data sets, where they are present. */
class SharedDataTest {
    private static Table read(String name) {
        return DataReader.read(SharedFiles.find("data/" + name).toString(), ReadOptions.DEFAULT);
    }

    @Test
    void mnistImages() {
        long start = System.nanoTime();
        Table images = read("train-images-idx3-ubyte.gz");
        double seconds = (System.nanoTime() - start) * 1e-9;
        assertEquals(60_000, images.rows());
        assertEquals(784, images.dim());
        double sum = 0;
        for (double value : images.values()) {
            sum += value;
        }
        // The mean pixel of MNIST is widely known as 0.1307 of 255.
        assertEquals(0.1307, sum / images.values().length / 255, 1e-4);
        assertTrue(seconds < 20, seconds + " s");
        assertEquals(10_000, read("t10k-images-idx3-ubyte.gz").rows());
    }

    @Test
    void mnistLabels() {
        Table labels = read("train-labels-idx1-ubyte.gz");
        assertEquals(60_000, labels.rows());
        assertEquals(1, labels.dim());
        assertEquals(5, labels.at(0, 0));
    }

    @Test
    void parkinsonsIsTrainableAsItIs() {
        Table table = read("parkinsons_updrs.data");
        assertEquals(5875, table.rows());
        assertEquals(22, table.dim());
        assertTrainable(table);
    }

    @Test
    void anomalySetsAreTrainableAsTheyAre() throws IOException {
        Path folder = SharedFiles.find("data/anomaly");
        try (var files = Files.newDirectoryStream(folder, "*.npz")) {
            for (Path file : files) {
                Table table = DataReader.read(file.toString(), ReadOptions.DEFAULT);
                assertEquals("y", table.labels().name());
                assertTrainable(table);
            }
        }
    }

    /** Each coordinate has its moments, and no value is shared by two rows. */
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
                assertEquals(0, sum / data.rows(), 0.02, table.name());
                assertEquals(1, squares / data.rows(), 0.05, table.name());
                long distinct = java.util.Arrays.stream(column).distinct().count();
                assertTrue(distinct > 0.99 * column.length, table.name() + " column " + j);
            }
        }
    }
}
