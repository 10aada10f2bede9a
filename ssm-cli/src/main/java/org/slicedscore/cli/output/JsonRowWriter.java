package org.slicedscore.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON lines: one object a row. Numbers that are not finite become null. */
final class JsonRowWriter implements RowWriter {
    private final OutputStream out;
    private final List<OutputColumn> columns;

    JsonRowWriter(OutputStream out, List<OutputColumn> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    @Override
    public void row(double[] values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            row.put(columns.get(c).name(), columns.get(c).json(values[c]));
        }
        try {
            out.write((Json.line(row) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finish() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
