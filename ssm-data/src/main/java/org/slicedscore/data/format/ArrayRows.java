package org.slicedscore.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.io.ArrayInput;

/** Rows of an array: its first axis counts rows, the others together columns. */
class ArrayRows implements RowReader {
    /** Numbers that are read at a time, at least a row. */
    private static final int BLOCK = 1 << 12;

    /** More numbers than this on the last of four axes are no colours. */
    private static final int MOST_CHANNELS = 4;

    private final ArrayInput array;
    private final ImageGrid image;
    private final int rows;
    private final int width;
    private final double[] block;
    private final int rowsPerBlock;
    private int row = -1;
    /** Where the row begins in the block. */
    private int offset;

    ArrayRows(String name, ArrayInput array) {
        int[] shape = array.shape();
        if (shape.length == 0 || array.count() == 0) {
            throw Problem.data(name)
                    .found("an array of shape %s", Arrays.toString(shape))
                    .expected("[rows, columns] with at least one number")
                    .exception();
        }
        this.array = array;
        this.image = image(shape);
        rows = shape[0];
        width = array.count() / rows;
        rowsPerBlock = Math.min(rows, Math.max(1, BLOCK / width));
        // the first numbers before anything is made of what the header says
        block = array.next(rowsPerBlock * width);
    }

    /** [n, h, w] and [n, h, w, c] are images; null for other shapes. */
    private static ImageGrid image(int[] shape) {
        return switch (shape.length) {
            case 3 -> new ImageGrid(shape[1], shape[2], 1);
            case 4 -> shape[3] <= MOST_CHANNELS ? new ImageGrid(shape[1], shape[2], shape[3]) : null;
            default -> null;
        };
    }

    static List<String> numberedNames(int width) {
        List<String> names = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            names.add("x" + i);
        }
        return names;
    }

    final int rows() {
        return rows;
    }

    final int row() {
        return row;
    }

    @Override
    public List<String> columns() {
        return numberedNames(width);
    }

    @Override
    public final int features() {
        return width;
    }

    @Override
    public final Optional<ImageGrid> image() {
        return Optional.ofNullable(image);
    }

    @Override
    public final boolean next() {
        if (++row >= rows) {
            return false;
        }
        int at = row % rowsPerBlock;
        if (at == 0 && row > 0) {
            array.read(block, Math.min(rowsPerBlock, rows - row) * width);
        }
        offset = at * width;
        return true;
    }

    @Override
    public double number(int column) {
        return block[offset + column];
    }

    @Override
    public final String text(int column) {
        double value = number(column);
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public final String place() {
        return "row " + (row + 1);
    }
}
