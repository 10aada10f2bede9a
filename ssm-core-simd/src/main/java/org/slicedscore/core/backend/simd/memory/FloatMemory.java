package org.slicedscore.core.backend.simd.memory;

import java.util.Objects;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.numeric.Floats;

/** Memory that is a piece of an array of floats. */
public final class FloatMemory implements Memory {
    private final Storage.Piece piece;
    private final long size;

    public FloatMemory(Storage.Piece piece, long size) {
        this.piece = piece;
        this.size = size;
    }

    Storage.Piece piece() {
        return piece;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(float[] source, int sourceOffset, long offset, int count) {
        Floats.copy(source, sourceOffset, piece.array(), at(offset, count), count);
    }

    @Override
    public void write(double[] source, int sourceOffset, long offset, int count) {
        Floats.copy(source, sourceOffset, piece.array(), at(offset, count), count);
    }

    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
        System.arraycopy(piece.array(), at(offset, count), target, targetOffset, count);
    }

    @Override
    public void read(long offset, double[] target, int targetOffset, int count) {
        float[] values = piece.array();
        int at = at(offset, count);
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] = values[at + i];
        }
    }

    @Override
    public void close() {}

    private int at(long offset, int count) {
        return piece.start() + (int) Objects.checkFromIndexSize(offset, count, size);
    }
}
