package org.slicedscore.engine.compare;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A symmetric function of the pairs of rows. */
final class Pairs {
    private final int count;
    private final float[] values;
    private final double[] rowSums;
    private final double total;

    private Pairs(int count, float[] values) {
        this.count = count;
        this.values = values;
        rowSums = IntStream.range(0, count)
                .parallel()
                .mapToDouble(i -> {
                    double sum = 0;
                    for (int j = 0; j < count; j++) {
                        sum += values[i * count + j];
                    }
                    return sum;
                })
                .toArray();
        total = Arrays.stream(rowSums).sum();
    }

    /** The Euclidean distances of rows [N,D]. */
    static Pairs distances(double[] rows, int dim) {
        int n = rows.length / dim;
        float[] values = new float[n * n];
        IntStream.range(0, n).parallel().forEach(i -> {
            for (int j = 0; j < n; j++) {
                double square = 0;
                for (int k = 0; k < dim; k++) {
                    double d = rows[i * dim + k] - rows[j * dim + k];
                    square += d * d;
                }
                values[i * n + j] = (float) Math.sqrt(square);
            }
        });
        return new Pairs(n, values);
    }

    /** The Gaussian kernel of these distances whose bandwidth is their median; 0 on the diagonal, which no statistic uses. */
    Pairs gaussian() {
        float[] upper = new float[count * (count - 1) / 2];
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                upper[at++] = values[i * count + j];
            }
        }
        Arrays.parallelSort(upper);
        double median = upper[upper.length / 2];
        double scale = median > 0 ? -0.5 / (median * median) : 0;
        DoubleUnaryOperator kernel = d -> Math.exp(scale * d * d);
        float[] values = new float[this.values.length];
        IntStream.range(0, count).parallel().forEach(i -> {
            for (int j = 0; j < count; j++) {
                values[i * count + j] = i == j ? 0 : (float) kernel.applyAsDouble(this.values[i * count + j]);
            }
        });
        return new Pairs(count, values);
    }

    int count() {
        return count;
    }

    float at(int i, int j) {
        return values[i * count + j];
    }

    /**
     * Half the mean within the first sample plus half that within the second, less the mean between them; each without bias.
     *
     * @param order the rows, those of the first sample first
     * @param first how many they are
     */
    double discrepancy(int[] order, int first) {
        int second = count - first;
        boolean less = first <= second;
        // the sums within the smaller sample and the sums of rows give those of all
        int from = less ? 0 : first;
        int to = less ? first : count;
        double within = 0;
        double touching = 0;
        for (int i = from; i < to; i++) {
            int row = order[i] * count;
            double sum = 0;
            for (int j = from; j < to; j++) {
                sum += values[row + order[j]];
            }
            within += sum;
            touching += rowSums[order[i]];
        }
        double between = touching - within;
        double rest = total - within - 2 * between;
        double own = to - from;
        double other = count - own;
        return 0.5 * (within / own / (own - 1) + rest / other / (other - 1)) - between / own / other;
    }
}
