package org.slicedscore.data;

import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.data.io.NdArray;

/** Rows of an array drawn by a generator. */
final class DrawnRows implements RowReader {
    private final double[] values;
    private final int rows;
    private final int width;
    private int row = -1;

    DrawnRows(NdArray array) {
        values = array.values();
        rows = array.rows();
        width = array.columns();
    }

    @Override
    public List<String> columns() {
        return IntStream.rangeClosed(1, width).mapToObj(i -> "x" + i).toList();
    }

    @Override
    public boolean next() {
        return ++row < rows;
    }

    @Override
    public double number(int column) {
        return values[row * width + column];
    }

    @Override
    public String text(int column) {
        return Double.toString(number(column));
    }

    @Override
    public String place() {
        return "row " + (row + 1);
    }
}
