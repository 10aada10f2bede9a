package org.slicedscore.core.backend.simd;

import java.util.SplittableRandom;

/** Numbers for tests, and how far they are from exact ones. */
public final class Numbers {
    private Numbers() {}

    /** Uniform numbers between −1 and 1. */
    public static float[] uniform(int n, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return x;
    }

    /** An error in units of the last place; 0 where both are the same infinity or NaN. */
    public static double ulps(double exact, float found) {
        float rounded = (float) exact;
        if (Float.isNaN(rounded) || Float.isInfinite(rounded) || Float.isInfinite(found)) {
            return Float.compare(rounded, found) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(exact - found) / Math.ulp(rounded);
    }
}
