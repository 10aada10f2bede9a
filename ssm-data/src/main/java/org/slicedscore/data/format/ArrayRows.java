package org.slicedscore.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.data.io.NdArray;

/** Rows of an array: its first axis counts rows, the others together columns. */
class ArrayRows implements RowReader {
    private final double[] values;
    private final int rows;
    private final int width;
    private int row = -1;

    ArrayRows(String name, NdArray array) {
        if (array.shape().length == 0 || array.values().length == 0) {
            throw Problem.data(name)
                    .found("an array of shape %s", Arrays.toString(array.shape()))
                    .expected("[rows, columns] with at least one number")
                    .exception();
        }
        values = array.values();
        rows = array.rows();
        width = array.columns();
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
    public final boolean next() {
        return ++row < rows;
    }

    @Override
    public double number(int column) {
        return values[row * width + column];
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
