package org.slicedscore.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slicedscore.data.io.IoErrors;

/**
 * A matrix that grows by rows, in pieces that are never copied. Its first 512 MiB lie on the heap; what is more goes to a
 * temporary file that the operating system maps into memory and that disappears with the process, so that a long table
 * leaves the heap to training. The row after the last is open for writing.
 */
final class RowStore {
    private static final int PIECE = 1 << 20;
    private static final int ON_HEAP = 64;

    private final int width;
    private final int rowsPerPiece;
    private final List<DoubleBuffer> pieces = new ArrayList<>();
    private final double[] open;
    private FileChannel file;
    private int rows;

    RowStore(int width) {
        this.width = width;
        this.rowsPerPiece = Math.max(1, PIECE / width);
        this.open = new double[width];
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
        if (pieces.size() < ON_HEAP) {
            return DoubleBuffer.allocate(size);
        }
        try {
            if (file == null) {
                Path path = Files.createTempFile("ssm-rows-", ".tmp");
                file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            long from = (long) (pieces.size() - ON_HEAP) * size * Double.BYTES;
            ByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, from, (long) size * Double.BYTES);
            return mapped.order(ByteOrder.nativeOrder()).asDoubleBuffer();
        } catch (IOException e) {
            throw IoErrors.writing(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    double at(int row, int column) {
        return pieces.get(row / rowsPerPiece).get(row % rowsPerPiece * width + column);
    }

    void put(int row, int column, double value) {
        pieces.get(row / rowsPerPiece).put(row % rowsPerPiece * width + column, value);
    }

    /** Copies a row to an index of an array. */
    void copy(int row, double[] out, int to) {
        pieces.get(row / rowsPerPiece).get(row % rowsPerPiece * width, out, to, width);
    }

    /** Copies some columns of all rows, in an order of their own, to a new store. */
    RowStore columns(int[] chosen) {
        RowStore out = new RowStore(chosen.length);
        double[] row = new double[width];
        for (int i = 0; i < rows; i++) {
            copy(i, row, 0);
            for (int j = 0; j < chosen.length; j++) {
                out.set(j, row[chosen[j]]);
            }
            out.keep();
        }
        return out;
    }
}
