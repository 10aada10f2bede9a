package org.slicedscore.engine.doctor;

import java.util.Arrays;

/** Measures what a product costs that is too small for a normal number, compared with another. */
final class DenormalCost {
    private static final int LENGTH = 4096;
    private static final int TURNS = 40;
    private static final int ROUNDS = 15;

    private DenormalCost() {}

    /** How many times as long. Takes a few milliseconds, on some processors some tens. */
    static double measure() {
        float[] x = new float[LENGTH];
        float[] y = new float[LENGTH];
        Arrays.fill(x, 0x1p-70f);
        long normal = Long.MAX_VALUE;
        long denormal = Long.MAX_VALUE;
        // in alternation, and the best of each: what else the machine does is not to count
        for (int i = 0; i < ROUNDS; i++) {
            normal = Math.min(normal, time(x, 0x1p-50f, y));
            denormal = Math.min(denormal, time(x, 0x1p-70f, y));
        }
        return (double) denormal / Math.max(1, normal);
    }

    private static long time(float[] x, float factor, float[] y) {
        long start = System.nanoTime();
        for (int i = 0; i < TURNS; i++) {
            multiply(x, factor, y);
        }
        return System.nanoTime() - start;
    }

    private static void multiply(float[] x, float factor, float[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * factor;
        }
    }
}
