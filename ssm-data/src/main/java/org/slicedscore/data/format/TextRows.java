package org.slicedscore.data.format;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Numbers;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.io.ByteSource;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.Quoting;

/** Rows of text. */
final class TextRows implements RowReader {
    private static final char BOM = '\ufeff';

    private final String name;
    private final char delimiter;
    private final RowSource rows;
    private final List<String> names;
    private final int width;
    private final long firstLine;
    private final boolean header;
    private boolean atFirst;

    TextRows(RowInput input, Character delimiter, Header rule) {
        this.name = input.name();
        String head = new String(input.head(), StandardCharsets.UTF_8);
        this.delimiter = delimiter != null ? delimiter : delimiter(input, head);
        Reader reader = new InputStreamReader(input.stream(), StandardCharsets.UTF_8);
        if (!head.isEmpty() && head.charAt(0) == BOM) {
            skipBom(reader);
        }
        this.rows = this.delimiter == ' ' ? new SpaceRows(name, reader) : new CsvRows(name, reader, this.delimiter);
        boolean first = rows.next();
        while (first && blank()) {
            first = rows.next();
        }
        if (!first) {
            throw Problem.data(name)
                    .says("has only empty lines")
                    .expected("rows of numbers")
                    .exception();
        }
        firstLine = rows.line();
        width = rows.fields();
        header = rule == Header.YES || rule == Header.AUTO && looksLikeNames();
        names = header ? headerNames() : ArrayRows.numberedNames(width);
        atFirst = !header;
    }

    private static char delimiter(RowInput input, String head) {
        if (input.fileName().endsWith(".tsv")) {
            return '\t';
        }
        boolean whole = input.head().length < ByteSource.HEAD;
        int end = whole ? head.length() : Math.max(0, head.lastIndexOf('\n'));
        String text = end == 0 ? head : head.substring(0, end);
        return Delimiters.sniff(!text.isEmpty() && text.charAt(0) == BOM ? text.substring(1) : text);
    }

    private void skipBom(Reader reader) {
        try {
            reader.read();
        } catch (IOException e) {
            throw IoErrors.reading(name, e);
        }
    }

    /** Whether the record is a line of spaces. */
    private boolean blank() {
        return rows.fields() == 1 && rows.field(0).isBlank();
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
                throw Problem.data(new Subject.Cell(
                                "line " + firstLine, new Subject.Column(name, i + 1, Quoting.plain(column, 60))))
                        .says("column %d has that name already", before + 1)
                        .expected("different names")
                        .remedy("rename one")
                        .exception();
            }
            found.add(column);
        }
        return found;
    }

    @Override
    public List<String> columns() {
        return names;
    }

    @Override
    public boolean next() {
        boolean more = atFirst || rows.next();
        atFirst = false;
        while (more && width > 1 && blank()) {
            more = rows.next();
        }
        if (more) {
            checkWidth();
        }
        return more;
    }

    private void checkWidth() {
        int fields = rows.fields();
        if (fields == width) {
            return;
        }
        boolean few = fields < width;
        Subject place = few
                ? new Subject.Cell(place(), new Subject.Column(name, fields + 1, Quoting.plain(names.get(fields), 60)))
                : new Subject.Other(name + ": " + place() + ", column " + (width + 1));
        Problem problem = few
                ? Problem.data(place).found("the end of the line after %d fields", fields)
                : Problem.data(place).found("%s and so %d fields", Quoting.quote(rows.field(width)), fields);
        throw problem.expected("%d as in line %d%s", width, firstLine, header ? ", the header" : "")
                .remedy(
                        "mend the line, or choose another delimiter than %s with %s",
                        delimiterName(), Subject.setting("delimiter"))
                .exception();
    }

    private String delimiterName() {
        return switch (delimiter) {
            case '\t' -> "tab";
            case ' ' -> "space";
            default -> "'" + delimiter + "'";
        };
    }

    @Override
    public double number(int column) {
        return Numbers.parse(rows.field(column));
    }

    @Override
    public String text(int column) {
        return rows.field(column);
    }

    @Override
    public String place() {
        return "line " + rows.line();
    }

    @Override
    public String hint(int column) {
        String field = rows.field(column);
        if (rows.line() == firstLine && !header) {
            return " (if the line holds the columns' names, set header to yes)";
        }
        boolean decimalComma = field.indexOf(',') >= 0 && !Double.isNaN(Numbers.parse(field.replace(',', '.')));
        return decimalComma ? " (with a decimal point, not a comma)" : "";
    }
}
