package org.slicedscore.core.backend.simd;

import java.util.Objects;
import org.slicedscore.api.backend.Memory;

/** Memory that is an array of floats, somewhat longer than what it holds. */
final class FloatMemory implements Memory {
    final float[] values;
    private final long size;

    FloatMemory(float[] values, long size) {
        this.values = values;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(float[] source, int sourceOffset, long offset, int count) {
        System.arraycopy(source, sourceOffset, values, at(offset, count), count);
    }

    @Override
    public void write(double[] source, int sourceOffset, long offset, int count) {
        int at = at(offset, count);
        for (int i = 0; i < count; i++) {
            values[at + i] = (float) source[sourceOffset + i];
        }
    }

    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
        System.arraycopy(values, at(offset, count), target, targetOffset, count);
    }

    @Override
    public void read(long offset, double[] target, int targetOffset, int count) {
        int at = at(offset, count);
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] = values[at + i];
        }
    }

    @Override
    public void close() {}

    private int at(long offset, int count) {
        return (int) Objects.checkFromIndexSize(offset, count, size);
    }
}
