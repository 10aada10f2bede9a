package org.slicedscore.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV and TSV. */
final class TextRowWriter implements RowWriter {
    private final CsvWriter csv;
    private final String[] cells;
    private final boolean numbered;

    TextRowWriter(OutputStream out, char separator, List<String> columns, boolean numbered) {
        this.numbered = numbered;
        csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        cells = new String[columns.size()];
        csv.writeRecord(columns);
    }

    @Override
    public void row(double[] values) {
        for (int c = 0; c < cells.length; c++) {
            cells[c] = c == 0 && numbered ? Long.toString((long) values[0]) : Double.toString(values[c]);
        }
        csv.writeRecord(cells);
    }

    @Override
    public void finish() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
