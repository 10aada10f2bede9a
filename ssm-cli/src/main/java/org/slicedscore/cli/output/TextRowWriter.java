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
    private final OutputColumn[] columns;
    private final String[] cells;

    TextRowWriter(OutputStream out, char separator, List<OutputColumn> columns) {
        this.columns = columns.toArray(OutputColumn[]::new);
        csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        cells = new String[columns.size()];
        csv.writeRecord(columns.stream().map(OutputColumn::name).toList());
    }

    @Override
    public void row(double[] values) {
        for (int c = 0; c < cells.length; c++) {
            cells[c] = columns[c].text(values[c]);
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
