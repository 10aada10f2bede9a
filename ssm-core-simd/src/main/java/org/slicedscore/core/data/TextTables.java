package org.slicedscore.core.data;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.api.SsmException;
import org.slicedscore.core.data.ReadOptions.Header;
import org.slicedscore.core.data.ReadOptions.Missing;
import org.slicedscore.core.io.ByteSource;
import org.slicedscore.core.io.Quoting;

/** Reads rows of text. Only the columns in use must hold numbers. */
final class TextTables {
    private static final int BOM = '\ufeff';

    private final String name;
    private final ReadOptions options;
    private final char delimiter;
    private final RowSource rows;
    private List<String> names;
    private int[] columns;
    private int label = -1;
    private int width;
    private long firstLine;
    private boolean header;

    private TextTables(ByteSource source, ReadOptions options) {
        this.name = source.name();
        this.options = options;
        String head = new String(source.head(), StandardCharsets.UTF_8);
        this.delimiter = delimiter(source, options, head);
        Reader reader = new InputStreamReader(source.input(), StandardCharsets.UTF_8);
        if (!head.isEmpty() && head.charAt(0) == BOM) {
            skipBom(reader);
        }
        this.rows = delimiter == ' ' ? new SpaceRows(name, reader) : new CsvRows(name, reader, delimiter);
    }

    private static char delimiter(ByteSource source, ReadOptions options, String head) {
        if (options.delimiter() != null) {
            return options.delimiter();
        }
        String file = source.path() == null
                ? ""
                : source.path().getFileName().toString().toLowerCase(Locale.ROOT);
        if (file.endsWith(".tsv") || file.endsWith(".tsv.gz")) {
            return '\t';
        }
        boolean whole = source.head().length < ByteSource.HEAD;
        int end = whole ? head.length() : Math.max(0, head.lastIndexOf('\n'));
        String text = end == 0 ? head : head.substring(0, end);
        return Delimiters.sniff(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    private static void skipBom(Reader reader) {
        try {
            reader.read();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Reads a source of text.
     *
     * @param source an open source
     * @param options how
     * @return the table
     */
    static Table read(ByteSource source, ReadOptions options) {
        options.refuseArray(source.name(), "text");
        return new TextTables(source, options).readAll();
    }

    private Table readAll() {
        boolean first = rows.next();
        while (first && blank()) {
            first = rows.next();
        }
        if (!first) {
            throw SsmException.data("%s: has only empty lines, expected rows of numbers", name);
        }
        firstLine = rows.line();
        width = rows.fields();
        header = options.header() == Header.YES || options.header() == Header.AUTO && looksLikeNames();
        names = header ? headerNames() : numberedNames(width);
        ColumnSelection selection = new ColumnSelection(name, names);
        if (options.label() != null && !noLabel()) {
            label = selection.column(options.label(), "--label");
        }
        columns = selection.resolve(options.columns(), label);
        DoubleRows values = new DoubleRows(name, columns.length);
        List<String> labels = new ArrayList<>();
        IntRows origin = new IntRows();
        int index = 0;
        int dropped = 0;
        boolean more = !header || rows.next();
        for (; more; more = rows.next()) {
            if (width > 1 && blank()) {
                continue;
            }
            if (readRow(values)) {
                values.keep();
                origin.add(index);
                if (label >= 0) {
                    labels.add(rows.field(label).strip());
                }
            } else {
                dropped++;
            }
            index++;
        }
        if (origin.size() == 0) {
            throw SsmException.data(
                    "%s: found %s, expected rows of numbers",
                    name, dropped > 0 ? "a missing value in each of its " + dropped + " rows" : "a header and no rows");
        }
        List<String> notes = dropped == 0 ? List.of() : List.of(droppedNote(dropped, index));
        List<String> used = new ArrayList<>();
        for (int column : columns) {
            used.add(names.get(column));
        }
        Labels kept = label < 0 ? null : new Labels(names.get(label), labels);
        return new Table(name, used, values.toArray(), origin.toArray(), kept, notes);
    }

    /** Whether the record is a line of spaces. */
    private boolean blank() {
        return rows.fields() == 1 && rows.field(0).isBlank();
    }

    static String droppedNote(int dropped, int rows) {
        return "left out " + dropped + " of " + rows + " rows with missing values";
    }

    private boolean noLabel() {
        return options.label().equals("none") && !names.contains("none");
    }

    private boolean looksLikeNames() {
        boolean text = false;
        for (int i = 0; i < width; i++) {
            String field = rows.field(i);
            if (!Double.isNaN(Numbers.parse(field))) {
                return false;
            }
            text |= !Numbers.missing(field);
        }
        return text;
    }

    private List<String> headerNames() {
        List<String> found = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < width; i++) {
            String field = rows.field(i).strip();
            String column = field.isEmpty() ? "x" + (i + 1) : field;
            Integer before = seen.put(column, i);
            if (before != null) {
                throw SsmException.data(
                        "%s: line %d, column %d: found the name %s, which column %d has already, expected different names; "
                                + "rename one",
                        name, firstLine, i + 1, Quoting.quote(column), before + 1);
            }
            found.add(column);
        }
        return found;
    }

    static List<String> numberedNames(int width) {
        List<String> names = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            names.add("x" + i);
        }
        return names;
    }

    /** Puts the row's numbers into the table's next row; false if the row is to be left out. */
    private boolean readRow(DoubleRows target) {
        checkWidth();
        boolean complete = true;
        for (int j = 0; j < columns.length; j++) {
            String field = rows.field(columns[j]);
            double value = Numbers.parse(field);
            if (!Double.isFinite(value)) {
                refuse(columns[j], field, value);
                complete = false;
            }
            target.set(j, value);
        }
        return complete;
    }

    private void checkWidth() {
        int fields = rows.fields();
        if (fields == width) {
            return;
        }
        String as = "as in line " + firstLine + (header ? ", the header" : "");
        String remedy = "mend the line, or name another --delimiter than " + delimiterName();
        if (fields < width) {
            throw SsmException.data(
                    "%s: line %d, column %d %s: found the end of the line after %d fields, expected %d %s; %s",
                    name, rows.line(), fields + 1, Quoting.quote(names.get(fields)), fields, width, as, remedy);
        }
        throw SsmException.data(
                "%s: line %d, column %d: found %s and so %d fields, expected %d %s; %s",
                name, rows.line(), width + 1, Quoting.quote(rows.field(width)), fields, width, as, remedy);
    }

    private String delimiterName() {
        return switch (delimiter) {
            case '\t' -> "tab";
            case ' ' -> "space";
            default -> "'" + delimiter + "'";
        };
    }

    /** Throws unless the value is missing and rows with missing values are left out. */
    private void refuse(int column, String field, double value) {
        String where = String.format(
                "%s: line %d, column %d %s", name, rows.line(), column + 1, Quoting.quote(names.get(column)));
        boolean missing = Numbers.missing(field);
        if (missing && options.missing() == Missing.DROP) {
            return;
        }
        String without = "leave the column out with --columns '-" + Quoting.plain(names.get(column), 60) + "'";
        if (missing) {
            throw SsmException.data(
                    "%s: found %s, expected a number; leave such rows out with --missing drop, or %s",
                    where, field.isBlank() ? "an empty cell" : Quoting.quote(field) + ", a missing value", without);
        }
        if (Double.isInfinite(value)) {
            throw SsmException.data(
                    "%s: found %s, expected a finite number; remove the row, or %s",
                    where, Quoting.quote(field), without);
        }
        throw SsmException.data(
                "%s: found %s, expected a number%s; %s, or make it the label with --label '%s'",
                where, Quoting.quote(field), hint(field), without, Quoting.plain(names.get(column), 60));
    }

    private String hint(String field) {
        if (rows.line() == firstLine && !header) {
            return " (if the line holds the columns' names, say --header yes)";
        }
        boolean decimalComma = field.indexOf(',') >= 0 && !Double.isNaN(Numbers.parse(field.replace(',', '.')));
        return decimalComma ? " (with a decimal point, not a comma)" : "";
    }
}
