package org.slicedscore.api.backend;

/** Numbers on a device. The device's own precision decides what is kept of them. */
public interface Memory extends AutoCloseable {
    /**
     * The number of elements.
     *
     * @return how many
     */
    long size();

    /**
     * Copies to the device. Unless overridden, by way of doubles.
     *
     * @param source from where
     * @param sourceOffset the first element read
     * @param offset the first element written
     * @param count how many
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
     * @param source from where
     * @param sourceOffset the first element read
     * @param offset the first element written
     * @param count how many
     */
    void write(double[] source, int sourceOffset, long offset, int count);

    /**
     * Copies to the host, after all runs that were started before. Unless overridden, by way of doubles.
     *
     * @param offset the first element read
     * @param target to where
     * @param targetOffset the first element written
     * @param count how many
     */
    default void read(long offset, float[] target, int targetOffset, int count) {
        double[] doubles = new double[count];
        read(offset, doubles, 0, count);
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] = (float) doubles[i];
        }
    }

    /**
     * Copies to the host, after all runs that were started before.
     *
     * @param offset the first element read
     * @param target to where
     * @param targetOffset the first element written
     * @param count how many
     */
    void read(long offset, double[] target, int targetOffset, int count);

    /** Gives the memory back. */
    @Override
    void close();
}
