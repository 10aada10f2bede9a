package org.slicedscore.experiments.paper;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.experiments.images.PixelRows;

/**
 * Images of 8-bit pixels as rows for a flow: x/255 + U(−1/512, 1/512), clamped to [0.001, 0.999], as logits. The noise
 * is fresh for every draw.
 */
final class LogitImages {
    private static final double EDGE = 1e-3;
    private static final double WIDTH = 1.0 / 256;

    private final PixelRows images;

    private LogitImages(PixelRows images) {
        this.images = images;
    }

    /**
     * Reads images.
     *
     * @param source as {@code --data} takes it
     * @param most the largest number of images to keep
     * @throws org.slicedscore.api.error.SsmException of kind DATA if they are no images of 8-bit pixels
     */
    static LogitImages read(String source, int most) {
        return new LogitImages(PixelRows.read(source, most));
    }

    int rows() {
        return images.rows();
    }

    int dim() {
        return images.dim();
    }

    /** The images, divided once for all methods: the first ones in a fixed order, and the rest. */
    List<LogitImages> divide(int first) {
        return images.divide(first).stream().map(LogitImages::new).toList();
    }

    /** The first rows with fresh noise, in logits; its purpose separates streams. */
    Dataset draw(int count, long seed, String purpose) {
        RandomStream random = new RandomStream(seed, "logit." + purpose);
        float[] values = new float[count * dim()];
        for (int i = 0; i < values.length; i++) {
            double x = images.brightness(i) / 255.0 + (random.uniform() - 0.5) * WIDTH;
            double p = Math.clamp(x, EDGE, 1 - EDGE);
            values[i] = (float) Math.log(p / (1 - p));
        }
        return new Dataset(values, dim(), IntStream.range(0, count).toArray());
    }

    /** The pixels that logits stand for, from 0 to 1. */
    static float[] pixels(double[] rows, int row, int dim) {
        float[] image = new float[dim];
        for (int j = 0; j < dim; j++) {
            image[j] = (float) (1 / (1 + Math.exp(-rows[row * dim + j])));
        }
        return image;
    }

    /** The identity, for rows that need no preprocessing. */
    static Preprocessing none(int dim) {
        double[] rows = new double[8 * dim];
        RandomStream random = new RandomStream(0, "columns");
        Arrays.setAll(rows, i -> random.normal());
        Table table = Table.of(
                "logits", IntStream.range(0, dim).mapToObj(j -> "x" + j).toList(), rows);
        return Preparation.fit(table, IntStream.range(0, 8).toArray(), PrepareOptions.untouched())
                .preprocessing();
    }
}
