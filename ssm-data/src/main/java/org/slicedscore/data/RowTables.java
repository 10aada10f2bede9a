package org.slicedscore.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.ReadOptions.Missing;
import org.slicedscore.data.io.Quoting;

/** Makes tables from rows of any format: chooses columns and label, and rejects or drops rows with values that are not numbers. */
final class RowTables {
    private final DataSource source;
    private final String name;
    private final ReadOptions options;
    private final RowReader rows;
    private final List<String> names;
    private final int label;
    private final int[] columns;
    private final MissingCounts missing;

    private RowTables(DataSource source, RowReader rows, ReadOptions options) {
        this.source = source;
        this.name = source.name();
        this.options = options;
        this.rows = rows;
        this.names = rows.columns();
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw Problem.data(name)
                    .says("the reader of its format names the columns %s", Quoting.plain(names.toString(), 200))
                    .expected("different names")
                    .remedy("repair the plug-in")
                    .exception();
        }
        label = label();
        int features = rows.features();
        ColumnSelection selection = new ColumnSelection(name, rows.layout(), names.subList(0, features));
        columns = selection.resolve(options.columns(), label < features ? label : -1);
        missing = new MissingCounts(name, names, columns);
    }

    /** Reads all rows, at least one. */
    static Table read(DataSource source, RowReader rows, ReadOptions options) {
        return new RowTables(source, rows, options).read();
    }

    private int label() {
        String wanted = options.label() == null ? rows.label() : options.label();
        if (wanted.isEmpty() || wanted.equals("none") && !names.contains("none")) {
            return -1;
        }
        return new ColumnSelection(name, rows.layout(), names).column(wanted, Subject.setting("label"));
    }

    private Table read() {
        DoubleRows values = new DoubleRows(name, columns.length);
        List<String> labels = new ArrayList<>();
        IntRows origin = new IntRows();
        int index = 0;
        for (; rows.next(); index++) {
            if (complete(values)) {
                values.keep();
                origin.add(index);
                if (label >= 0) {
                    labels.add(labelText());
                }
            }
        }
        if (index == 0) {
            throw Problem.data(name)
                    .found("a header and no rows")
                    .expected("rows of numbers")
                    .exception();
        }
        List<Message> notes = new ArrayList<>(rows.notes());
        missing.check(origin.size(), index).ifPresent(notes::add);
        List<String> used = new ArrayList<>();
        for (int column : columns) {
            used.add(names.get(column));
        }
        Labels kept = label < 0 ? null : new Labels(names.get(label), labels);
        return new Table(source, used, columns, values.toArray(), origin.toArray(), kept, notes);
    }

    /** The label as written, or with a decimal point if it is a number. */
    private String labelText() {
        String text = rows.text(label).strip();
        boolean comma = text.indexOf(',') >= 0 && !Double.isNaN(rows.number(label));
        return comma ? text.replace(',', '.') : text;
    }

    /** Puts the row's numbers into the table's next row; false if the row is to be left out. */
    private boolean complete(DoubleRows target) {
        boolean complete = true;
        for (int j = 0; j < columns.length; j++) {
            double value = rows.number(columns[j]);
            if (!Double.isFinite(value)) {
                refuse(columns[j], value);
                missing.count(j);
                complete = false;
            }
            target.set(j, value);
        }
        return complete;
    }

    /** Throws unless the value is missing and rows with missing values are left out. */
    private void refuse(int column, double value) {
        String field = rows.text(column);
        boolean absent = Numbers.missing(field) || rows.missing(column);
        if (absent && options.missing() == Missing.DROP) {
            return;
        }
        String columnName = Quoting.plain(names.get(column), 60);
        Problem problem =
                Problem.data(new Subject.Cell(rows.place(), new Subject.Column(name, column + 1, columnName)));
        Message without = Message.of("leave the column out with %s", Subject.setting("columns", "-" + columnName));
        if (absent) {
            throw problem.found(field.isBlank() ? "an empty cell" : Quoting.quote(field) + ", a missing value")
                    .expected("a number")
                    .remedy("leave such rows out with %s, or %s", Subject.setting("missing", "drop"), without)
                    .exception();
        }
        if (Double.isInfinite(value)) {
            throw problem.found(Quoting.quote(field))
                    .expected("a finite number")
                    .remedy("remove the row, or %s", without)
                    .exception();
        }
        throw problem.found(Quoting.quote(field))
                .expected("a number%s", rows.advice(column))
                .remedy("%s, or make it the label with %s", without, Subject.setting("label", columnName))
                .exception();
    }
}
