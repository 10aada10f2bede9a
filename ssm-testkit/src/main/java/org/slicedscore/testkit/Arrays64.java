package org.slicedscore.testkit;

import java.util.Arrays;
import java.util.Random;

/** Arrays of doubles for tests. */
final class Arrays64 {
    private Arrays64() {}

    /** Standard normal numbers, the same for equal seeds. */
    static double[] normal(long seed, long size) {
        Random random = new Random(seed);
        double[] values = new double[Math.toIntExact(size)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** The same numbers as doubles. */
    static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    /** The largest magnitude; NaN if any element is. */
    static double largest(double[] values) {
        double max = 0;
        for (double v : values) {
            max = Math.max(max, Math.abs(v));
        }
        return max;
    }

    /** The position of the first element that is infinite or NaN, -1 if there is none. */
    static int notFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    static double standardError(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / (values.length - 1.0) / values.length);
    }

    /** One column of rows [N,D]. */
    static double[] column(double[] rows, int d, int i) {
        double[] column = new double[rows.length / d];
        Arrays.setAll(column, k -> rows[k * d + i]);
        return column;
    }

    /** The products of two columns of rows [N,D]. */
    static double[] products(double[] rows, int d, int i, int j) {
        return products(rows, rows, d, i, j);
    }

    /** The products of column i of some rows [N,D] with column j of others. */
    static double[] products(double[] a, double[] b, int d, int i, int j) {
        double[] products = new double[a.length / d];
        Arrays.setAll(products, k -> a[k * d + i] * b[k * d + j]);
        return products;
    }

    /**
     * The distance of two samples as a multiple of its expectation for equal distributions: nm/(n+m) times their
     * energy distance, divided by the mean distance between rows. Above z² with a probability of at most that of a normal
     * number beyond ±z, as long as z is above 1.24 (Székely and Bakirov 2003).
     */
    static double energyStatistic(double[] a, double[] b, int d) {
        double n = a.length / d;
        double m = b.length / d;
        double between = meanDistance(a, b, d);
        double distance = 2 * between - meanDistance(a, a, d) - meanDistance(b, b, d);
        return n * m / (n + m) * distance / between;
    }

    private static double meanDistance(double[] a, double[] b, int d) {
        double sum = 0;
        for (int i = 0; i < a.length; i += d) {
            for (int j = 0; j < b.length; j += d) {
                double square = 0;
                for (int k = 0; k < d; k++) {
                    double difference = a[i + k] - b[j + k];
                    square += difference * difference;
                }
                sum += Math.sqrt(square);
            }
        }
        return sum / (a.length / d) / (b.length / d);
    }
}
