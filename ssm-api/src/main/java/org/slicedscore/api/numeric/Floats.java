package org.slicedscore.api.numeric;

/**
 * Single precision without denormal numbers, which slow down many processors.
 *
 * @since 0.2.0
 */
public final class Floats {
    private Floats() {}

    /**
     * The float nearest to a number, or 0 where that is denormal.
     *
     * @param value any number
     * @return what a memory of floats holds in its place
     */
    public static float normal(double value) {
        float rounded = (float) value;
        return Math.abs(rounded) < Float.MIN_NORMAL ? 0 : rounded;
    }

    /**
     * Copies numbers as {@link #normal}.
     *
     * @param from the numbers
     * @param fromStart the first element read
     * @param to the target
     * @param toStart the first element written
     * @param count number of elements
     */
    public static void copy(double[] from, int fromStart, float[] to, int toStart, int count) {
        for (int i = 0; i < count; i++) {
            to[toStart + i] = normal(from[fromStart + i]);
        }
    }

    /**
     * Copies numbers, 0 in place of denormal ones.
     *
     * @param from the numbers
     * @param fromStart the first element read
     * @param to the target
     * @param toStart the first element written
     * @param count number of elements
     */
    public static void copy(float[] from, int fromStart, float[] to, int toStart, int count) {
        for (int i = 0; i < count; i++) {
            float x = from[fromStart + i];
            to[toStart + i] = Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
        }
    }

    /**
     * {@return whether some of the numbers are denormal}
     *
     * @param x the numbers
     * @param start the first element
     * @param count number of elements
     */
    public static boolean anyDenormal(float[] x, int start, int count) {
        boolean any = false;
        for (int i = start; i < start + count; i++) {
            any |= Math.abs(x[i]) < Float.MIN_NORMAL && x[i] != 0;
        }
        return any;
    }
}
