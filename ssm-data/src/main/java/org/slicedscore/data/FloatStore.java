package org.slicedscore.data;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A matrix of floats too large for the heap: its rows are written once, in order, and then read. */
final class FloatStore {
    private static final int PIECE = 1 << 22;

    private final int width;
    private final int rowsPerPiece;
    private final List<FloatBuffer> pieces = new ArrayList<>();
    private final OverflowFile file = new OverflowFile();
    private int rows;

    FloatStore(int width) {
        this.width = width;
        this.rowsPerPiece = Math.max(1, PIECE / Math.max(1, width));
    }

    /** Adds rows. */
    void add(float[] values) {
        int count = values.length / width;
        for (int from = 0; from < count; ) {
            int at = rows % rowsPerPiece;
            if (at == 0) {
                pieces.add(file.more(rowsPerPiece * width * Float.BYTES).asFloatBuffer());
            }
            int some = Math.min(count - from, rowsPerPiece - at);
            pieces.getLast().put(at * width, values, from * width, some * width);
            rows += some;
            from += some;
        }
    }

    float at(int row, int column) {
        return pieces.get(row / rowsPerPiece).get(row % rowsPerPiece * width + column);
    }

    /** Copies a row to an index of an array. */
    void copy(int row, float[] out, int to) {
        pieces.get(row / rowsPerPiece).get(row % rowsPerPiece * width, out, to, width);
    }
}
