package org.slicedscore.testkit;

import java.util.Random;

/** Arrays of doubles for tests. */
final class Arrays64 {
    private Arrays64() {}

    /** Standard normal numbers, always the same for one seed. */
    static double[] normal(long seed, long size) {
        Random random = new Random(seed);
        double[] values = new double[Math.toIntExact(size)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** The largest magnitude; NaN if any element is. */
    static double largest(double[] values) {
        double max = 0;
        for (double v : values) {
            max = Math.max(max, Math.abs(v));
        }
        return max;
    }

    /** The position of the first element that is infinite or not a number, -1 if there is none. */
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
}
