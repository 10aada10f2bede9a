package org.slicedscore.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy's archive: the rows as the array X, then the names of the columns as an array of text. */
final class NpzRowWriter implements RowWriter {
    /** Of NumPy's text: four bytes a letter. */
    private static final Charset UTF_32 = Charset.forName("UTF-32LE");

    /** The same rows give the same bytes whenever they are written. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final List<String> columns;
    private final NpyRowWriter rows;

    NpzRowWriter(OutputStream out, List<String> columns, int rows) {
        this.zip = new ZipOutputStream(out);
        this.columns = List.copyOf(columns);
        begin("X");
        this.rows = new NpyRowWriter(zip, columns.size(), rows);
    }

    private void begin(String array) {
        ZipEntry entry = new ZipEntry(array + ".npy");
        entry.setTimeLocal(TIME);
        try {
            zip.putNextEntry(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void row(double[] values) {
        rows.row(values);
    }

    @Override
    public void finish() {
        rows.finish();
        int longest = columns.stream()
                .mapToInt(name -> name.codePointCount(0, name.length()))
                .max()
                .orElse(1);
        begin("columns");
        try {
            zip.write(NpyRowWriter.header("<U" + longest, columns.size() + ","));
            for (String name : columns) {
                byte[] text = name.getBytes(UTF_32);
                zip.write(text);
                zip.write(new byte[Integer.BYTES * longest - text.length]);
            }
            zip.finish();
            zip.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
