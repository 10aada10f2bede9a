package org.slicedscore.api.backend;

/**
 * Numbers on a device, stored in the device's precision. The host reads back what it wrote, rounded; a memory of single
 * precision may hold 0 in place of a denormal number.
 */
public interface Memory extends AutoCloseable {
    /** {@return the number of elements} */
    long size();

    /**
     * Copies to the device. By default through doubles.
     *
     * @param source the numbers
     * @param sourceOffset the first element read
     * @param offset the first element written
     * @param count number of elements
     */
    default void write(float[] source, int sourceOffset, long offset, int count) {
        double[] doubles = new double[count];
        for (int i = 0; i < count; i++) {
            doubles[i] = source[sourceOffset + i];
        }
        write(doubles, 0, offset, count);
    }

    /**
     * Copies to the device.
     *
     * @param source the numbers
     * @param sourceOffset the first element read
     * @param offset the first element written
     * @param count number of elements
     */
    void write(double[] source, int sourceOffset, long offset, int count);

    /**
     * Copies to the host, after all runs started before. By default through doubles.
     *
     * @param offset the first element read
     * @param target receives the numbers
     * @param targetOffset the first element written
     * @param count number of elements
     */
    default void read(long offset, float[] target, int targetOffset, int count) {
        double[] doubles = new double[count];
        read(offset, doubles, 0, count);
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] = (float) doubles[i];
        }
    }

    /**
     * Copies to the host, after all runs started before.
     *
     * @param offset the first element read
     * @param target receives the numbers
     * @param targetOffset the first element written
     * @param count number of elements
     */
    void read(long offset, double[] target, int targetOffset, int count);

    /** Releases the memory. */
    @Override
    void close();
}
