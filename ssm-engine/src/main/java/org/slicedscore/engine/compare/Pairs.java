package org.slicedscore.engine.compare;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A symmetric function of the pairs of rows, 0 on the diagonal. */
final class Pairs {
    private static final int TOGETHER = 64;

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

    /** The Gaussian kernel of these distances whose bandwidth is their median; no statistic uses its diagonal. */
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
     * Of each division, half the mean within the first sample plus half that within the second, less the mean between them; each without
     * bias.
     *
     * @param orders for each division the rows, those of the first sample first
     * @param first how many those are
     */
    double[] discrepancies(int[][] orders, int first) {
        double[] all = new double[orders.length];
        int blocks = (orders.length + TOGETHER - 1) / TOGETHER;
        IntStream.range(0, blocks).parallel().forEach(b -> {
            int from = b * TOGETHER;
            int[][] some = Arrays.copyOfRange(orders, from, Math.min(orders.length, from + TOGETHER));
            System.arraycopy(together(some, first), 0, all, from, some.length);
        });
        return all;
    }

    /** Divisions side by side, so that each pair is read once and the sums are vectors. */
    private double[] together(int[][] orders, int first) {
        boolean less = first <= count - first;
        // the sums within the smaller sample and the sums of rows give those of all
        int from = less ? 0 : first;
        int to = less ? first : count;
        double[] inside = new double[count * TOGETHER];
        for (int k = 0; k < orders.length; k++) {
            for (int i = from; i < to; i++) {
                inside[orders[k][i] * TOGETHER + k] = 1;
            }
        }
        double[] within = new double[TOGETHER];
        double[] touching = new double[TOGETHER];
        double[] sums = new double[TOGETHER];
        for (int i = 0; i < count; i++) {
            Arrays.fill(sums, 0);
            int row = i * count;
            int j = 0;
            for (; j + 4 <= i; j += 4) {
                addFour(sums, values, row + j, inside, j * TOGETHER);
            }
            for (; j < i; j++) {
                addOne(sums, values[row + j], inside, j * TOGETHER);
            }
            for (int k = 0; k < TOGETHER; k++) {
                double own = inside[i * TOGETHER + k];
                within[k] += 2 * own * sums[k];
                touching[k] += own * rowSums[i];
            }
        }
        double own = to - from;
        double other = count - own;
        double[] values = new double[orders.length];
        for (int k = 0; k < values.length; k++) {
            double between = touching[k] - within[k];
            double rest = total - within[k] - 2 * between;
            values[k] = 0.5 * (within[k] / own / (own - 1) + rest / other / (other - 1)) - between / own / other;
        }
        return values;
    }

    /** Four rows for one reading of the sums, which are what memory has to deliver most often. */
    private static void addFour(double[] sums, float[] values, int row, double[] inside, int at) {
        double v0 = values[row];
        double v1 = values[row + 1];
        double v2 = values[row + 2];
        double v3 = values[row + 3];
        for (int k = 0; k < TOGETHER; k++) {
            sums[k] += v0 * inside[at + k]
                    + v1 * inside[at + TOGETHER + k]
                    + v2 * inside[at + 2 * TOGETHER + k]
                    + v3 * inside[at + 3 * TOGETHER + k];
        }
    }

    private static void addOne(double[] sums, double value, double[] inside, int at) {
        for (int k = 0; k < TOGETHER; k++) {
            sums[k] += value * inside[at + k];
        }
    }
}
