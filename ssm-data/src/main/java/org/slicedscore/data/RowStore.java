package org.slicedscore.data;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix that grows by rows, in pieces that are never copied. The first lie on the heap; what is more goes to an {@link OverflowFile}, so
 * that a long table leaves the heap to training. The row after the last is open for writing.
 */
final class RowStore {
    private static final int PIECE = 1 << 20;

    private final int width;
    /** The numbers of a row in a piece; more than the width where columns were chosen. */
    private final int stride;

    private final int rowsPerPiece;
    private final List<DoubleBuffer> pieces;
    private final double[] open;
    /** For each column its place in a row, or null for all in order. */
    private final int[] chosen;

    private final OverflowFile overflow = new OverflowFile();
    private int rows;

    RowStore(int width) {
        this.width = width;
        this.stride = width;
        this.rowsPerPiece = Math.max(1, PIECE / width);
        this.pieces = new ArrayList<>();
        this.open = new double[width];
        this.chosen = null;
    }

    /** Columns of another store, which takes no more rows. */
    private RowStore(RowStore whole, int[] chosen) {
        this.width = chosen.length;
        this.stride = whole.stride;
        this.rowsPerPiece = whole.rowsPerPiece;
        this.pieces = whole.pieces;
        this.open = null;
        this.rows = whole.rows;
        this.chosen = whole.chosen == null
                ? chosen
                : Arrays.stream(chosen).map(j -> whole.chosen[j]).toArray();
    }

    /** A store of given numbers, row-major; not copied. */
    static RowStore of(double[] values, int width) {
        if (values.length % width != 0) {
            throw new IllegalArgumentException(values.length + " values are no rows of " + width);
        }
        RowStore store = new RowStore(width);
        store.rows = values.length / width;
        int piece = store.rowsPerPiece * width;
        for (int from = 0; from < values.length; from += piece) {
            store.pieces.add(DoubleBuffer.wrap(values, from, Math.min(piece, values.length - from))
                    .slice());
        }
        return store;
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    /** Sets a cell of the open row. */
    void set(int column, double value) {
        open[column] = value;
    }

    /** Keeps the open row and opens the next. */
    void keep() {
        int at = rows % rowsPerPiece;
        if (at == 0) {
            pieces.add(piece());
        }
        pieces.getLast().put(at * width, open);
        rows++;
    }

    private DoubleBuffer piece() {
        int size = rowsPerPiece * width;
        if ((long) pieces.size() * size * Double.BYTES < OverflowFile.bytesOnHeap()) {
            return DoubleBuffer.allocate(size);
        }
        return overflow.more(size * Double.BYTES).asDoubleBuffer();
    }

    double at(int row, int column) {
        return pieces.get(row / rowsPerPiece).get(row % rowsPerPiece * stride + place(column));
    }

    void put(int row, int column, double value) {
        pieces.get(row / rowsPerPiece).put(row % rowsPerPiece * stride + place(column), value);
    }

    private int place(int column) {
        return chosen == null ? column : chosen[column];
    }

    /** Copies a row to an index of an array. */
    void copy(int row, double[] out, int to) {
        DoubleBuffer piece = pieces.get(row / rowsPerPiece);
        int from = row % rowsPerPiece * stride;
        if (chosen == null) {
            piece.get(from, out, to, width);
            return;
        }
        for (int j = 0; j < width; j++) {
            out[to + j] = piece.get(from + chosen[j]);
        }
    }

    /** Some columns of all rows, in an order of their own; the cells are shared. */
    RowStore columns(int[] chosen) {
        return new RowStore(this, chosen);
    }
}
