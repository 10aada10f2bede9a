package org.slicedscore.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.io.DataHash;

/**
 * Rows of finite numbers with named columns.
 *
 * @param source the source of the rows
 * @param columns the D columns' names, all different
 * @param selection for each column its index in the source, counted from 0 over all columns of data
 * @param values [n, D], row-major, finite; shared; do not modify
 * @param origin for each row its index in the source, counted from 0 over all rows of data, dropped ones included
 * @param labels one per row, or null
 * @param notes remarks on reading for the user, one line each
 */
public record Table(
        DataSource source,
        List<String> columns,
        int[] selection,
        double[] values,
        int[] origin,
        Labels labels,
        List<Message> notes) {
    /**
     * Checks that the sizes agree.
     *
     * @throws IllegalArgumentException if the sizes disagree
     */
    public Table {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
        if (columns.isEmpty()
                || selection.length != columns.size()
                || (long) origin.length * columns.size() != values.length
                || labels != null && labels.size() != origin.length) {
            throw new IllegalArgumentException(
                    origin.length + " rows, " + columns.size() + " columns, " + values.length + " values");
        }
    }

    /**
     * A table of rows made by a program, without labels.
     *
     * @param name name of the data in messages
     * @param columns the columns' names
     * @param values row-major
     * @return the table, its rows numbered from 0
     * @throws IllegalArgumentException if the sizes disagree
     */
    public static Table of(String name, List<String> columns, double[] values) {
        int[] all = IntStream.range(0, columns.size()).toArray();
        int[] rows =
                IntStream.range(0, values.length / Math.max(1, columns.size())).toArray();
        return new Table(new DataSource.Memory(name), columns, all, values, rows, null, List.of());
    }

    /** The name of the data in messages: the name of the source. */
    public String name() {
        return source.name();
    }

    /**
     * Whether the table has all columns of its source, in order.
     *
     * @param count number of columns of the source
     * @return true if none was left out or moved
     */
    boolean hasAllColumns(int count) {
        return Arrays.equals(selection, IntStream.range(0, count).toArray());
    }

    /** The number of rows: n. */
    public int rows() {
        return origin.length;
    }

    /** The number of columns: D, at least 1. */
    public int dim() {
        return columns.size();
    }

    /** One number, finite; rows and columns are counted from 0. */
    public double at(int row, int column) {
        return values[row * dim() + column];
    }

    /** The values of some rows of this table in a new array [rows, D], row-major. */
    public double[] gather(int[] rows) {
        int dim = dim();
        double[] out = new double[Math.multiplyExact(rows.length, dim)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * dim, out, i * dim, dim);
        }
        return out;
    }

    /** A table of some rows of this one in their order, with their origins and labels. */
    public Table select(int[] rows) {
        int[] origins = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            origins[i] = origin[rows[i]];
        }
        return new Table(
                source, columns, selection, gather(rows), origins, labels == null ? null : labels.select(rows), notes);
    }

    /**
     * SHA-256 of the number of columns, their names, the number of values and the values, to recognise the data: 64
     * hexadecimal digits.
     */
    public String sha256() {
        return DataHash.sha256(columns, values);
    }
}
