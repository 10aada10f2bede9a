package org.slicedscore.experiments.gallery;

import java.util.stream.IntStream;
import org.slicedscore.data.Table;

/**
 * The nearest of some images to each of others, by the root mean square difference of pixels.
 *
 * @param rows indices into the table
 * @param distances in steps of grey
 */
record NearestImages(int[] rows, double[] distances) {
    /**
     * Looks at all.
     *
     * @param images pixels, one image after the other
     * @param table where the others are
     * @param among which rows of it
     */
    static NearestImages of(double[] images, Table table, int[] among) {
        int dim = table.dim();
        int n = images.length / dim;
        int[] rows = new int[n];
        double[] distances = new double[n];
        IntStream.range(0, n).parallel().forEach(i -> {
            double[] other = new double[dim];
            double least = Double.POSITIVE_INFINITY;
            for (int row : among) {
                table.copy(row, other, 0);
                double sum = 0;
                for (int j = 0; j < dim && sum < least; j++) {
                    double d = images[i * dim + j] - other[j];
                    sum += d * d;
                }
                if (sum < least) {
                    least = sum;
                    rows[i] = row;
                }
            }
            distances[i] = Math.sqrt(least / dim);
        });
        return new NearestImages(rows, distances);
    }
}
