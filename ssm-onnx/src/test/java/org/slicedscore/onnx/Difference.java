package org.slicedscore.onnx;

import java.util.Arrays;

/** Differences of rows from what is expected, relative to the spread of ordinary rows or, where that is larger, to the row itself. */
final class Difference {
    /** Smaller numbers are none in 32 bits. */
    private static final double LEAST = 1e-30;

    private final double[] expected;
    private final int width;
    private final double size;

    /** Of numbers, relative to their standard deviation over the first rows. */
    Difference(double[] expected, int usual) {
        this.expected = expected;
        width = 1;
        double mean = Arrays.stream(expected, 0, usual).sum() / usual;
        size = Math.sqrt(Arrays.stream(expected, 0, usual)
                        .map(v -> (v - mean) * (v - mean))
                        .sum()
                / usual);
    }

    /** Of vectors, relative to the root of their mean squared length. */
    Difference(double[] expected, int usual, int width) {
        this.expected = expected;
        this.width = width;
        size = Math.sqrt(
                Arrays.stream(expected, 0, usual * width).map(v -> v * v).sum() / usual);
    }

    double at(int row, float[] found) {
        double[] wide = new double[found.length];
        Arrays.setAll(wide, i -> found[i]);
        return at(row, wide);
    }

    /** +∞ if one is a number and the other is none. */
    double at(int row, double[] found) {
        double own = 0;
        double difference = 0;
        for (int j = row * width; j < (row + 1) * width; j++) {
            if (expected[j] != found[j]) {
                own += expected[j] * expected[j];
                difference += (expected[j] - found[j]) * (expected[j] - found[j]);
            }
        }
        double relative = difference == 0 ? 0 : Math.sqrt(difference) / Math.max(Math.max(size, LEAST), Math.sqrt(own));
        return Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
    }

    /** Whether the numbers of a row say that it is beyond the range. */
    boolean isBeyond(int row, float[] found) {
        for (int j = row * width; j < (row + 1) * width; j++) {
            if (Float.isNaN(found[j]) || Float.isFinite(found[j]) && found[j] != 0) {
                return false;
            }
        }
        return true;
    }
}
