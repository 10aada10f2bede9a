package org.slicedscore.experiments.paper;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.random.RandomStream;

/**
 * Images of 8-bit pixels as rows for a flow: x/255 + U(−1/512, 1/512), clamped to [0.001, 0.999], as logits. The noise
 * is fresh for every draw.
 */
final class LogitImages {
    private static final double EDGE = 1e-3;
    private static final double WIDTH = 1.0 / 256;

    /** The seed of the order that divides training and validation rows for all methods. */
    private static final long SPLIT_SEED = 2019;

    private final byte[] pixels;
    private final int dim;

    private LogitImages(byte[] pixels, int dim) {
        this.pixels = pixels;
        this.dim = dim;
    }

    /**
     * Reads images.
     *
     * @param source as {@code --data} takes it
     * @param most the largest number of images to keep
     * @throws SsmException of kind DATA if they are no images of 8-bit pixels
     */
    static LogitImages read(String source, int most) {
        Table table = DataReader.read(source, ReadOptions.DEFAULT);
        int n = Math.min(most, table.rows());
        int dim = table.dim();
        byte[] pixels = new byte[n * dim];
        double[] values = table.values(0, n);
        for (int i = 0; i < pixels.length; i++) {
            double v = values[i];
            if (v != Math.rint(v) || v < 0 || v > 255) {
                throw SsmException.data(
                        "%s: row %d has the pixel %s, expected whole numbers from 0 to 255 as in an IDX file of images",
                        source, i / dim, v);
            }
            pixels[i] = (byte) (int) v;
        }
        return new LogitImages(pixels, dim);
    }

    int rows() {
        return pixels.length / dim;
    }

    int dim() {
        return dim;
    }

    /** The images, divided once for all methods: the first ones in a fixed order, and the rest. */
    List<LogitImages> divide(int first) {
        int[] order = new int[rows()];
        new RandomStream(SPLIT_SEED, "images").permutation(order);
        return List.of(select(Arrays.copyOf(order, first)), select(Arrays.copyOfRange(order, first, order.length)));
    }

    private LogitImages select(int[] indices) {
        byte[] some = new byte[indices.length * dim];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * dim, some, i * dim, dim);
        }
        return new LogitImages(some, dim);
    }

    /** The first rows with fresh noise, in logits; its purpose separates streams. */
    Dataset draw(int count, long seed, String purpose) {
        RandomStream random = new RandomStream(seed, "logit." + purpose);
        float[] values = new float[count * dim];
        for (int i = 0; i < values.length; i++) {
            double x = (pixels[i] & 0xff) / 255.0 + (random.uniform() - 0.5) * WIDTH;
            double p = Math.clamp(x, EDGE, 1 - EDGE);
            values[i] = (float) Math.log(p / (1 - p));
        }
        return new Dataset(values, dim, IntStream.range(0, count).toArray());
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
