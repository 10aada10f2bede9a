package org.slicedscore.experiments.images;

import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;

/**
 * Images of 8-bit pixels, one after the other.
 *
 * @param pixels of all images, not to be modified
 * @param dim pixels an image
 */
public record PixelRows(byte[] pixels, int dim) {
    /** The seed of the order that divides images for all methods. */
    private static final long SPLIT_SEED = 2019;

    /**
     * Reads images.
     *
     * @param source as {@code --data} takes it
     * @param most the largest number of images to keep
     * @throws SsmException of kind DATA if they are no images of 8-bit pixels
     */
    public static PixelRows read(String source, int most) {
        Table table = DataReader.read(source, ReadOptions.DEFAULT);
        int n = Math.min(most, table.rows());
        int dim = table.dim();
        byte[] pixels = new byte[n * dim];
        double[] values = table.values(0, n);
        for (int i = 0; i < pixels.length; i++) {
            double v = values[i];
            if (v != Math.rint(v) || v < 0 || v > 255) {
                throw Problem.data(source)
                        .found("the pixel %s in row %d", v, i / dim)
                        .expected("whole numbers from 0 to 255 as in an IDX file of images")
                        .exception();
            }
            pixels[i] = (byte) (int) v;
        }
        return new PixelRows(pixels, dim);
    }

    /** The number of images. */
    public int rows() {
        return pixels.length / dim;
    }

    /**
     * A pixel's brightness.
     *
     * @param index over all images
     * @return from 0 to 255
     */
    public int brightness(int index) {
        return pixels[index] & 0xff;
    }

    /**
     * The images, divided once for all methods.
     *
     * @param first number of images of the first part
     * @return the first ones in a fixed order, and the rest
     */
    public List<PixelRows> divide(int first) {
        int[] order = new int[rows()];
        new RandomStream(SPLIT_SEED, "images").permutation(order);
        return List.of(select(Arrays.copyOf(order, first)), select(Arrays.copyOfRange(order, first, order.length)));
    }

    private PixelRows select(int[] indices) {
        byte[] some = new byte[indices.length * dim];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * dim, some, i * dim, dim);
        }
        return new PixelRows(some, dim);
    }
}
