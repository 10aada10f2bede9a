package org.slicedscore.core.backend.reference;

import org.slicedscore.api.backend.Memory;

/** Memory that is an array of doubles. */
final class DoubleMemory implements Memory {
    final double[] values;

    DoubleMemory(double[] values) {
        this.values = values;
    }

    @Override
    public long size() {
        return values.length;
    }

    @Override
    public void write(double[] source, int sourceOffset, long offset, int count) {
        System.arraycopy(source, sourceOffset, values, (int) offset, count);
    }

    @Override
    public void read(long offset, double[] target, int targetOffset, int count) {
        System.arraycopy(values, (int) offset, target, targetOffset, count);
    }

    @Override
    public void close() {}
}
