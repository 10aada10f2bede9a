package org.slicedscore.data.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Numbers;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.io.Quoting;

/** Rows of text. */
final class TextRows implements RowReader {
    private final String name;
    private final char delimiter;
    private final DecimalSign decimal;
    private final MissingWords missing;
    private final RowSource rows;
    private final List<String> names;
    private final int width;
    private final long firstLine;
    private final boolean header;
    private final List<Message> notes = new ArrayList<>();
    private boolean emptyEnd;
    private boolean atFirst;

    /**
     * Finds out how a text is laid out, and stops before its first row.
     *
     * @param delimiter between the fields; null to find out
     */
    TextRows(
            RowInput input,
            Character delimiter,
            Header rule,
            TextEncoding encoding,
            DecimalSign sign,
            MissingWords missing) {
        this.name = input.name();
        this.missing = missing;
        TextReader text = new TextReader(input, encoding);
        if (encoding == TextEncoding.AUTO && text.charset() != StandardCharsets.UTF_8) {
            notes.add(Message.of("the text is %s", text.charset().name()));
        }
        Preamble preamble = Preamble.skip(text);
        TextSample sample = sample(input, text, delimiter == null ? preamble.delimiter() : delimiter);
        this.delimiter = sample.delimiter();
        this.decimal = sign == DecimalSign.AUTO ? DecimalSign.find(sample.records(), this.delimiter) : sign;
        if (sign == DecimalSign.AUTO && decimal == DecimalSign.COMMA) {
            notes.add(Message.of(
                    "numbers are read with decimal commas (%s if they are not)",
                    Subject.setting("data.decimal", "point")));
        }
        this.rows = this.delimiter == ' '
                ? new SpaceRows(name, text, preamble.lines())
                : CsvRows.of(name, text, this.delimiter, preamble.lines());
        List<String> first = first();
        firstLine = rows.line();
        TextLayout layout = new TextLayout(first, sample.rest(), decimal, rule);
        width = layout.columns();
        emptyEnd = width < first.size();
        checkFirst(first, layout);
        List<String> comment = rule == Header.AUTO && !layout.header() ? preamble.fields(this.delimiter) : List.of();
        boolean commented = layout.isNamedBy(comment);
        header = layout.header();
        names = commented ? comment : header ? headerNames(first) : ArrayRows.numberedNames(width);
        atFirst = !header;
        addNotes(layout, preamble, commented);
        if (layout.hasUnits()) {
            skipUnits();
        }
    }

    private static TextSample sample(RowInput input, TextReader text, Character delimiter) {
        String ahead = text.ahead();
        Character given = delimiter == null && input.fileName().endsWith(".tsv") ? Character.valueOf('\t') : delimiter;
        return given == null
                ? Delimiters.sniff(ahead, text.seesTheEnd())
                : TextSample.of(ahead, text.seesTheEnd(), given);
    }

    private List<String> first() {
        boolean more = rows.next();
        while (more && blank()) {
            more = rows.next();
        }
        if (!more) {
            throw Problem.data(name)
                    .says("has only empty lines")
                    .expected("rows of numbers")
                    .exception();
        }
        List<String> first = new ArrayList<>(rows.fields());
        for (int i = 0; i < rows.fields(); i++) {
            first.add(rows.field(i));
        }
        return first;
    }

    /** Whether the record is a line of spaces. */
    private boolean blank() {
        return rows.fields() == 1 && rows.field(0).isBlank();
    }

    private void checkFirst(List<String> first, TextLayout layout) {
        int others = layout.widthOfTheOthers();
        if (others > 0) {
            throw Problem.data(Subject.line(name, firstLine))
                    .found(
                            "%s and so %d field%s",
                            Quoting.quote(first.getFirst()), first.size(), first.size() == 1 ? "" : "s")
                    .expected("%d as in the lines after it", others)
                    .remedy(
                            "mend the line, begin it with # if it is a comment, or choose another delimiter than %s with %s",
                            Delimiters.name(delimiter), Subject.setting("delimiter"))
                    .exception();
        }
    }

    private List<String> headerNames(List<String> first) {
        List<String> found = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < width; i++) {
            String column = TextLayout.name(first, i);
            Integer before = seen.put(column, i);
            if (before != null) {
                throw Problem.data(new Subject.Cell(
                                "line " + firstLine,
                                firstLine,
                                new Subject.Column(name, i + 1, Quoting.plain(column, 60))))
                        .says("column %d has that name already", before + 1)
                        .expected("different names")
                        .remedy("rename one")
                        .exception();
            }
            found.add(column);
        }
        return found;
    }

    private void addNotes(TextLayout layout, Preamble preamble, boolean commented) {
        if (commented) {
            notes.add(Message.of("the last comment before the data names the columns"));
        } else if (preamble.comments() > 0) {
            notes.add(Message.of(
                    "skipped %d comment line%s that begin%s with #",
                    preamble.comments(), preamble.comments() == 1 ? "" : "s", preamble.comments() == 1 ? "s" : ""));
        }
        Message doubt = commented ? Message.NONE : layout.doubt(firstLine);
        if (!doubt.isEmpty()) {
            notes.add(doubt);
        }
    }

    private void skipUnits() {
        rows.next();
        List<String> units = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            units.add(rows.field(i).strip());
        }
        notes.add(Message.of("%s was taken as units: %s", place(), Quoting.plain(String.join(", ", units), 120)));
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
        if (more && rows.fields() != width) {
            checkWidth();
        }
        return more;
    }

    private void checkWidth() {
        int fields = rows.fields();
        int filled = fields;
        while (filled > width && rows.field(filled - 1).isBlank()) {
            filled--;
        }
        if (filled == width) {
            emptyEnd = true;
            return;
        }
        boolean few = fields < width;
        String column = few ? Quoting.plain(names.get(fields), 60) : "";
        Subject place =
                new Subject.Cell(place(), rows.line(), new Subject.Column(name, (few ? fields : width) + 1, column));
        Problem problem = few
                ? Problem.data(place).found("the end of the line after %d field%s", fields, fields == 1 ? "" : "s")
                : Problem.data(place).found("%s and so %d fields", Quoting.quote(rows.field(width)), fields);
        throw problem.expected("%d as in line %d%s", width, firstLine, header ? ", the header" : "")
                .remedy(
                        "mend the line, or choose another delimiter than %s with %s",
                        Delimiters.name(delimiter), Subject.setting("delimiter"))
                .exception();
    }

    @Override
    public double number(int column) {
        String field = rows.field(column);
        double value = decimal.parse(field);
        return missing.isEmpty() || !missing.contains(field, value) ? value : Double.NaN;
    }

    @Override
    public boolean missing(int column) {
        String field = rows.field(column);
        return Numbers.missing(field) || missing.contains(field, decimal.parse(field));
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
    public long line() {
        return rows.line();
    }

    @Override
    public Message advice(int column) {
        String field = rows.field(column);
        if (rows.line() == firstLine) {
            return Message.of(" (if the line holds the columns' names, set %s)", Subject.setting("header", "yes"));
        }
        if (decimal == DecimalSign.AUTO && decimal.isGrouped(field)) {
            return Message.of(
                    " (if all have decimal commas, set %s; separators between thousands must be removed)",
                    Subject.setting("data.decimal", "comma"));
        }
        if (decimal.isGrouped(field)) {
            return Message.of(" without separators between its thousands");
        }
        if (decimal.isOther(field)) {
            boolean comma = decimal == DecimalSign.COMMA;
            return Message.of(
                    " with a decimal %s (if all have decimal %s, set %s)",
                    comma ? "comma" : "point",
                    comma ? "points" : "commas",
                    Subject.setting("data.decimal", comma ? "point" : "comma"));
        }
        if (width == 1) {
            return Message.of(
                    " (fields are taken to be separated by %s; another delimiter is set with %s)",
                    Delimiters.name(delimiter), Subject.setting("delimiter"));
        }
        return Message.of(
                " or a missing value (%s; more words with %s)", missing.all(), Subject.setting("missing-words"));
    }

    @Override
    public String layout() {
        return "fields separated by " + Delimiters.name(delimiter);
    }

    @Override
    public List<Message> notes() {
        List<Message> all = new ArrayList<>(notes);
        if (emptyEnd) {
            all.add(Message.of("left out an empty last column without a name"));
        }
        return all;
    }
}
