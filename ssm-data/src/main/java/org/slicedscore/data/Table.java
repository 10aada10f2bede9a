package org.slicedscore.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.io.DataHash;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;

/**
 * Rows of named columns. A cell of a column of numbers is a number; of times, days since 1970-01-01; of categories, an index
 * into {@link Column#categories()}, or the number of them for a word that is none of them. A missing cell is NaN; no cell is
 * infinite. Immutable.
 */
public final class Table {
    private final DataSource source;
    private final Schema schema;
    /** Of the rows of the source; null where they are no images. */
    private final ImageGrid image;

    private final boolean whole;
    private final List<Column> inputs;
    private final List<String> columns;
    private final RowStore store;
    private final int[] rows;
    private final int[] origin;
    private final RowPlaces places;
    private final Aside aside;
    private final List<Message> notes;

    /**
     * Columns that are kept beside the rows, each null if there is none.
     *
     * @param label the label
     * @param group what says which rows belong together
     * @param order what says which rows come first
     */
    public record Aside(Labels label, Labels group, Labels order) {
        /** Nothing beside the rows. */
        public static final Aside NONE = new Aside(null, null, null);

        Aside select(int[] rows) {
            return new Aside(select(label, rows), select(group, rows), select(order, rows));
        }

        private static Labels select(Labels labels, int[] rows) {
            return labels == null ? null : labels.select(rows);
        }
    }

    /** Rows of a store, all of them if {@code rows} is null. */
    Table(
            DataSource source,
            Schema schema,
            ImageGrid image,
            RowStore store,
            int[] rows,
            int[] origin,
            RowPlaces places,
            Aside aside,
            List<Message> notes) {
        this.source = source;
        this.schema = schema;
        this.image = image;
        this.whole = isWhole(image, schema);
        this.inputs = schema.inputs();
        this.columns = inputs.stream().map(Column::name).toList();
        this.store = store;
        this.rows = rows;
        this.origin = origin;
        this.places = places;
        this.aside = aside;
        this.notes = List.copyOf(notes);
        if (store.width() != columns.size() || origin.length != (rows == null ? store.rows() : rows.length)) {
            throw new IllegalArgumentException(
                    origin.length + " rows, " + columns.size() + " columns, store of " + store.width());
        }
    }

    /**
     * A table of rows made by a program.
     *
     * @param name name of the data in messages
     * @param columns the columns' names
     * @param values row-major; NaN for a missing value; not copied
     * @return the table, its rows numbered from 0
     * @throws IllegalArgumentException if the sizes disagree
     */
    public static Table of(String name, List<String> columns, double[] values) {
        return of(name, Schema.numbers(columns), values);
    }

    /**
     * A table of rows made by a program.
     *
     * @param name name of the data in messages
     * @param schema the columns
     * @param values row-major, a number for each input; not copied
     * @return the table, its rows numbered from 0
     * @throws IllegalArgumentException if the sizes disagree
     */
    public static Table of(String name, Schema schema, double[] values) {
        return of(name, schema, null, values);
    }

    /**
     * A table of images made by a program; its columns are {@code x1}, {@code x2} and so on.
     *
     * @param name name of the data in messages
     * @param image the layout of a row
     * @param values row-major, numbers for each image; not copied
     * @return the table, its rows numbered from 0
     * @throws IllegalArgumentException if the sizes disagree
     */
    public static Table of(String name, ImageGrid image, double[] values) {
        List<String> columns =
                IntStream.rangeClosed(1, image.size()).mapToObj(j -> "x" + j).toList();
        return of(name, Schema.numbers(columns), image, values);
    }

    private static Table of(String name, Schema schema, ImageGrid image, double[] values) {
        RowStore store = RowStore.of(values, schema.inputs().size());
        int[] all = IntStream.range(0, store.rows()).toArray();
        return new Table(
                new DataSource.Memory(name), schema, image, store, null, all, new RowPlaces(), Aside.NONE, List.of());
    }

    /** Whether the features are all numbers of an image, in order. */
    private static boolean isWhole(ImageGrid image, Schema schema) {
        if (image == null) {
            return false;
        }
        List<Column> pixels =
                schema.inputs().stream().filter(c -> c.role() != Role.CONDITION).toList();
        return pixels.size() == image.size()
                && IntStream.range(0, pixels.size())
                        .allMatch(
                                j -> pixels.get(j).index() == j && pixels.get(j).kind() == Kind.NUMBER);
    }

    /** The source of the rows. */
    public DataSource source() {
        return source;
    }

    /** The name of the data in messages: the name of the source. */
    public String name() {
        return source.name();
    }

    /** The columns of the source: the inputs, and those that are not among the values. */
    public Schema schema() {
        return schema;
    }

    /** The columns of the values: D of them, in order. */
    public List<Column> inputs() {
        return inputs;
    }

    /** The layout of the features where rows are images and all their pixels are in the table; empty for other rows. */
    public Optional<ImageGrid> image() {
        return sourceImage().filter(grid -> whole);
    }

    /** The layout of the images that the rows were taken from, even where not all pixels are in the table; empty for other rows. */
    public Optional<ImageGrid> sourceImage() {
        return Optional.ofNullable(image);
    }

    /** The names of the {@link #inputs}, all different. */
    public List<String> columns() {
        return columns;
    }

    /** For each input its index in the source, counted from 0 over all columns of data. */
    public int[] selection() {
        return inputs.stream().mapToInt(Column::index).toArray();
    }

    /** Whether the inputs are all of the first columns of the source, in order. */
    boolean hasAllColumns(int count) {
        return Arrays.equals(selection(), IntStream.range(0, count).toArray());
    }

    /** The number of rows: n. */
    public int rows() {
        return origin.length;
    }

    /** The number of inputs: D, at least 1. */
    public int dim() {
        return columns.size();
    }

    /** For each row its index in the source, counted from 0 over all rows of data, dropped ones included; shared. */
    public int[] origin() {
        return origin;
    }

    /** Where a row lies in its source, such as {@code line 7} or {@code row 6}, counted from 1. */
    public String place(int row) {
        return places.of(origin[row]);
    }

    /** The label of each row, or null. */
    public Labels labels() {
        return aside.label();
    }

    /** What is kept beside the rows. */
    public Aside aside() {
        return aside;
    }

    /** Remarks on reading for the user, one line each. */
    public List<Message> notes() {
        return notes;
    }

    /** One cell; rows and columns are counted from 0. */
    public double at(int row, int column) {
        return store.at(rows == null ? row : rows[row], column);
    }

    /** Copies a row to an index of an array. */
    public void copy(int row, double[] out, int to) {
        store.copy(rows == null ? row : rows[row], out, to);
    }

    /** All cells in a new array [n, D], row-major. */
    public double[] values() {
        return values(0, rows());
    }

    /** The cells of the rows from one index up to another in a new array, row-major. */
    public double[] values(int from, int to) {
        double[] out = new double[Math.multiplyExact(to - from, dim())];
        for (int i = from; i < to; i++) {
            copy(i, out, (i - from) * dim());
        }
        return out;
    }

    /** The cells of some rows in a new array [rows, D], row-major. */
    public double[] gather(int[] chosen) {
        double[] out = new double[Math.multiplyExact(chosen.length, dim())];
        for (int i = 0; i < chosen.length; i++) {
            copy(chosen[i], out, i * dim());
        }
        return out;
    }

    /** A column's cells of some rows in a new array. */
    public double[] column(int column, int[] chosen) {
        double[] out = new double[chosen.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = at(chosen[i], column);
        }
        return out;
    }

    /** A table of some rows of this one in their order, with their origins and labels; the cells are shared. */
    public Table select(int[] chosen) {
        int[] kept = new int[chosen.length];
        int[] origins = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            kept[i] = rows == null ? chosen[i] : rows[chosen[i]];
            origins[i] = origin[chosen[i]];
        }
        return new Table(source, schema, image, store, kept, origins, places, aside.select(chosen), notes);
    }

    /**
     * A table of some columns of this one, in an order of their own.
     *
     * @param chosen indices of inputs
     */
    public Table project(int[] chosen) {
        List<Column> left = Arrays.stream(chosen).mapToObj(inputs::get).toList();
        return new Table(source, new Schema(left), image, store.columns(chosen), rows, origin, places, aside, notes);
    }

    /**
     * SHA-256 of the number of columns, their names and categories, the number of values and the values, to recognise the
     * data: 64 hexadecimal digits.
     */
    public String sha256() {
        DataHash hash = new DataHash();
        hash.add(columns);
        inputs.stream().filter(c -> c.kind() == Kind.CATEGORICAL).forEach(c -> hash.add(c.categories()));
        hash.add((long) rows() * dim());
        double[] row = new double[dim()];
        for (int i = 0; i < rows(); i++) {
            copy(i, row, 0);
            hash.add(row);
        }
        return hash.hex();
    }
}
