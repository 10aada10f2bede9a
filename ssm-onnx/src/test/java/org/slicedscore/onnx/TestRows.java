package org.slicedscore.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Timestamps;

/**
 * Rows as a table has them and as an exported file reads them: as 32-bit numbers, with hours and days of the week behind.
 *
 * @param cells row-major, each a number of 32 bits
 * @param moved the same moved by 2⁻²² of their distances from the first row
 * @param inputs the same for the file
 * @param count the number of rows
 * @param usual how many of them, the first ones, are not far out
 */
record TestRows(double[] cells, double[] moved, float[] inputs, int count, int usual) {
    /** Rows that nothing was learned from, and the same far out, beyond reason and missing. */
    static TestRows of(Table table, List<String> names) {
        int width = table.dim();
        int from = table.rows() / 2;
        List<double[]> rows = new ArrayList<>();
        double[] held = table.values(from, table.rows());
        for (int at = 0; at < held.length; at += width) {
            rows.add(Arrays.copyOfRange(held, at, at + width));
        }
        double[] first = rows.get(0);
        for (double factor : new double[] {3, -10, 1e3, -1e5, 1e12, 1e30, -3e38, Double.POSITIVE_INFINITY}) {
            for (int j = 0; j < width; j++) {
                if (!isWord(table, j) && (Double.isFinite(factor) || !isTime(table, j))) {
                    double[] row = first.clone();
                    row[j] *= factor;
                    rows.add(row);
                }
            }
        }
        for (int j = 0; j < width; j++) {
            double[] row = first.clone();
            row[j] = Double.NaN;
            rows.add(row);
            if (isWord(table, j)) {
                double[] other = first.clone();
                other[j] = 1000;
                rows.add(other);
            }
        }
        rows.add(new double[width]);
        return of(table, names, rows);
    }

    private static boolean isWord(Table table, int column) {
        return !table.inputs().get(column).categories().isEmpty();
    }

    private static boolean isTime(Table table, int column) {
        return table.inputs().get(column).kind() == Kind.TIME;
    }

    /** The largest magnitude in a row. */
    double largest(int row) {
        int width = cells.length / count;
        return Arrays.stream(cells, row * width, (row + 1) * width)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    private static TestRows of(Table table, List<String> names, List<double[]> rows) {
        int width = table.dim();
        double[] cells = new double[rows.size() * width];
        float[] inputs = new float[rows.size() * names.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                String name = names.get(j);
                double value;
                if (j < width) {
                    value = (float) rows.get(i)[j];
                    cells[i * width + j] = value;
                } else {
                    int column = table.columns().indexOf(name.substring(0, name.lastIndexOf(' ')));
                    double day = cells[i * width + column];
                    value = name.endsWith(" hour") ? Timestamps.hour(day) : Timestamps.weekday(day);
                }
                inputs[i * names.size() + j] = (float) value;
            }
        }
        double[] moved = cells.clone();
        for (int i = 0; i < cells.length; i++) {
            if (!isWord(table, i % width) && Double.isFinite(cells[i])) {
                moved[i] += 0x1p-22 * (cells[i] - cells[i % width]);
            }
        }
        return new TestRows(cells, moved, inputs, rows.size(), table.rows() - table.rows() / 2);
    }

    /** One row alone. */
    TestRows alone(int row) {
        int width = cells.length / count;
        int names = inputs.length / count;
        return new TestRows(
                Arrays.copyOfRange(cells, row * width, (row + 1) * width),
                Arrays.copyOfRange(moved, row * width, (row + 1) * width),
                Arrays.copyOfRange(inputs, row * names, (row + 1) * names),
                1,
                1);
    }
}
