package org.slicedscore.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** Takes rows of numbers and words one by one, for the formats that hold words: CSV, TSV and JSON lines. */
public final class RecordWriter {
    private final List<String> names;
    private final Writer out;
    private final CsvWriter csv;

    /**
     * Begins to write.
     *
     * @param format CSV, TSV or JSONL
     * @param to where to; not closed
     * @param names the columns
     * @throws SsmException of kind USAGE for a format that holds numbers alone
     */
    public RecordWriter(RowFormat format, OutputStream to, List<String> names) {
        if (format.counted()) {
            throw Problem.usage(Subject.setting("format"))
                    .says("%s holds numbers alone", format.word())
                    .remedy("use csv, tsv or jsonl")
                    .exception();
        }
        this.names = List.copyOf(names);
        out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        csv = format == RowFormat.JSONL
                ? null
                : CsvWriter.builder()
                        .fieldSeparator(format == RowFormat.TSV ? '\t' : ',')
                        .lineDelimiter(LineDelimiter.LF)
                        .build(out);
        if (csv != null) {
            csv.writeRecord(names);
        }
    }

    /**
     * Writes a row.
     *
     * @param values numbers, words, and null for a missing cell, one a column
     */
    public void row(List<?> values) {
        if (csv != null) {
            csv.writeRecord(values.stream()
                    .map(value -> value == null ? "" : value.toString())
                    .toList());
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int c = 0; c < names.size(); c++) {
            row.put(names.get(c), values.get(c));
        }
        try {
            out.write(Json.line(row) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is still buffered. */
    public void flush() {
        try {
            if (csv != null) {
                csv.flush();
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
