package org.slicedscore.experiments.gallery;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/**
 * Images of 8-bit pixels, each of a class.
 *
 * @param table the images
 * @param grid their layout
 * @param labels the class of each, from 0
 * @param classes how many there are
 */
record ImageSet(Table table, ImageGrid grid, int[] labels, int classes) {
    private static final int MOST_CLASSES = 1000;

    /**
     * Reads images and their classes.
     *
     * @param images a source of images
     * @param labels a source of one whole number for each
     * @param most images to take at most
     * @throws SsmException of kind DATA if they are no such images or numbers
     */
    static ImageSet read(String images, String labels, int most, Catalog catalog) {
        Table all = DataReader.read(images, ReadOptions.DEFAULT, catalog);
        ImageGrid grid = all.image()
                .filter(image -> image.channels() == 1)
                .orElseThrow(() -> Problem.data(images)
                        .found("rows that are no grey images")
                        .expected("an array of images, height and width, as in IDX")
                        .exception());
        Table classes = DataReader.read(labels, ReadOptions.DEFAULT, catalog);
        if (classes.dim() != 1 || classes.rows() != all.rows()) {
            throw Problem.data(labels)
                    .found("%d rows of %d numbers", classes.rows(), classes.dim())
                    .expected("one number for each of the %d images of %s", all.rows(), images)
                    .exception();
        }
        Table table =
                all.rows() <= most ? all : all.select(IntStream.range(0, most).toArray());
        int[] numbers = IntStream.range(0, table.rows())
                .map(i -> whole(classes.at(i, 0), MOST_CLASSES, "class", labels, i))
                .toArray();
        double[] row = new double[grid.size()];
        for (int i = 0; i < table.rows(); i++) {
            table.copy(i, row, 0);
            for (double pixel : row) {
                whole(pixel, 256, "pixel", images, i);
            }
        }
        return new ImageSet(table, grid, numbers, Arrays.stream(numbers).max().orElse(0) + 1);
    }

    private static int whole(double value, int below, String what, String source, int row) {
        if (value != Math.rint(value) || value < 0 || value >= below) {
            throw Problem.data(source)
                    .found("the %s %s in row %d", what, value, row + 1)
                    .expected("a whole number from 0 to %d", below - 1)
                    .exception();
        }
        return (int) value;
    }

    /** Some images, one after the other, pixels from 0 to 255. */
    double[] pixels(int[] rows) {
        return table.gather(rows);
    }

    /** The classes of some images. */
    int[] classesOf(int[] rows) {
        return Arrays.stream(rows).map(row -> labels[row]).toArray();
    }
}
