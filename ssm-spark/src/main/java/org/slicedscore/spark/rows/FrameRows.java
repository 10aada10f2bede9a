package org.slicedscore.spark.rows;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** Rows of a data frame, of which only the columns that are asked for are fetched. */
public final class FrameRows implements RowReader {
    private final String source;
    private final StructField[] fields;
    private final Function<int[], Iterator<Row>> fetch;
    private final FrameCell[] cells;
    private final int[] places;
    private Iterator<Row> rows;
    private Row row;
    private long index;

    private FrameRows(String source, StructType type, Function<int[], Iterator<Row>> fetch) {
        this.source = source;
        this.fetch = fetch;
        fields = type.fields();
        cells = new FrameCell[fields.length];
        places = new int[fields.length];
    }

    /**
     * Rows that are fetched when their columns are known.
     *
     * @param source the name of the data in messages
     * @param type the columns
     * @param fetch gives the rows, of the columns of the given indices alone
     */
    public static FrameRows fetched(String source, StructType type, Function<int[], Iterator<Row>> fetch) {
        return new FrameRows(source, type, fetch);
    }

    /**
     * Rows that are there.
     *
     * @param source the name of the data in messages
     * @param type the columns
     * @param rows rows of all columns
     */
    public static FrameRows of(String source, StructType type, List<Row> rows) {
        FrameRows here = new FrameRows(source, type, null);
        here.rows = rows.iterator();
        return here;
    }

    @Override
    public List<String> columns() {
        return Arrays.stream(fields).map(StructField::name).toList();
    }

    @Override
    public void select(int[] columns) {
        for (int i = 0; i < columns.length; i++) {
            int c = columns[i];
            cells[c] = FrameCell.of(fields[c].dataType()).orElseThrow(() -> refused(c));
            places[c] = fetch == null ? c : i;
        }
        if (fetch != null) {
            rows = fetch.apply(columns);
        }
    }

    private RuntimeException refused(int column) {
        return Problem.data(new Subject.Column(source, column + 1, fields[column].name()))
                .found("the type %s", fields[column].dataType().simpleString())
                .expected("numbers, words, truth values, dates or times")
                .remedy("turn it into such columns, or leave it out with %s", Subject.setting("columns"))
                .exception();
    }

    @Override
    public boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        row = rows.next();
        index++;
        return true;
    }

    @Override
    public double number(int column) {
        return missing(column) ? Double.NaN : cells[column].number(row, places[column]);
    }

    @Override
    public String text(int column) {
        return missing(column) ? "" : cells[column].text(row, places[column]);
    }

    @Override
    public boolean missing(int column) {
        return row.isNullAt(places[column]);
    }

    @Override
    public String place() {
        return "row " + index;
    }
}
