package org.slicedscore.parquet;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** A file of a table, open: its columns, and its rows from first to last. */
final class OpenTableFile implements AutoCloseable {
    /** The compressions that hardwood cannot undo with the libraries at hand. */
    private static final Set<CompressionCodec> REFUSED = EnumSet.of(CompressionCodec.BROTLI, CompressionCodec.LZO);

    /** The most cells that are decoded at once, of all columns together. */
    private static final int CELLS = 1 << 20;

    private final TableFile part;
    private final ParquetFileReader reader;
    private final List<Field> fields;
    private final long rows;
    /** The columns that are read; null for others. */
    private Cursor[] cursors;

    /** All columns, where they are read together; else null. */
    private Together together;

    private long row = -1;

    OpenTableFile(TableFile part, HardwoodContext context) {
        this.part = part;
        InputFile file = new GuardedFile(part.file().get());
        try {
            file.open();
            Envelope.check(part.name(), file);
            Footer.check(file);
            reader = ParquetFileReader.open(file, context);
        } catch (IOException | RuntimeException e) {
            close(file);
            throw ParquetErrors.reading(new Subject.File(part.name()), e);
        }
        try {
            fields = Field.of(part.name(), reader.getFileSchema());
            rows = reader.getFileMetaData().numRows();
        } catch (RuntimeException e) {
            close();
            throw ParquetErrors.reading(new Subject.File(part.name()), e);
        }
    }

    private static void close(InputFile file) {
        try {
            file.close();
        } catch (IOException e) {
            return; // what was wrong before is told
        }
    }

    List<Field> fields() {
        return fields;
    }

    /** Begins to read some columns: their numbers in this file, or −1 for those that are not read. */
    void select(int[] columns) {
        int[] read = Arrays.stream(columns).filter(c -> c >= 0).toArray();
        Arrays.stream(read).forEach(this::check);
        cursors = new Cursor[columns.length];
        if (Arrays.stream(read).anyMatch(c -> Together.needed(fields.get(c).name(), reader.getFileSchema()))) {
            together = reading(new Subject.File(part.name()), () -> new Together(reader, batch(fields.size())));
        }
        for (int j = 0; j < columns.length; j++) {
            if (columns[j] >= 0) {
                cursors[j] = cursor(columns[j], batch(read.length));
            }
        }
    }

    private static int batch(int columns) {
        return Math.clamp(CELLS / Math.max(1, columns), 64, 8192);
    }

    /** Refuses a column that cannot be read. */
    private void check(int column) {
        Field field = fields.get(column);
        Subject subject = subject(part.name(), column, field);
        if (field.type().isEmpty()) {
            throw refusal(subject, field);
        }
        for (RowGroup group : reader.getFileMetaData().rowGroups()) {
            CompressionCodec codec =
                    group.columns().get(field.leaf()).metaData().codec();
            if (REFUSED.contains(codec)) {
                throw Problem.data(subject)
                        .found("compression by %s", codec)
                        .expected("SNAPPY, ZSTD, GZIP, LZ4 or none")
                        .remedy("write it again with one of them")
                        .exception();
            }
        }
    }

    private Cursor cursor(int column, int batch) {
        Field field = fields.get(column);
        Subject subject = subject(part.name(), column, field);
        CellType type = field.type().orElseThrow();
        if (together != null) {
            return new Cursor(subject, type, together.column(field.leaf()), together.steps());
        }
        ColumnReader values = reading(
                subject,
                () -> reader.buildColumnReader(field.leaf()).batchSize(batch).build());
        return new Cursor(subject, type, values, values::nextBatch);
    }

    private static <T> T reading(Subject subject, Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            throw ParquetErrors.reading(subject, e);
        }
    }

    static Subject.Column subject(String file, int column, Field field) {
        return new Subject.Column(file, column + 1, ParquetErrors.plain(field.name(), 60));
    }

    private static RuntimeException refusal(Subject subject, Field field) {
        String name = ParquetErrors.plain(field.name(), 60);
        return Problem.data(subject)
                .found("%s", field.found())
                .expected("a number, a word, a date or a time in each cell")
                .remedy(
                        "leave it out with %s, or write its parts as columns of their own",
                        Subject.setting("columns", "-" + name))
                .exception();
    }

    /** Moves to the next row; false if there is none. */
    boolean next() {
        if (row + 1 >= rows) {
            return false;
        }
        row++;
        for (Cursor cursor : cursors) {
            if (cursor != null) {
                cursor.next(row);
            }
        }
        return true;
    }

    /** A column at the row at hand. */
    Cursor cell(int column) {
        return cursors[column];
    }

    String place() {
        return part.prefix() + "row " + (row + 1);
    }

    @Override
    public void close() {
        for (Cursor cursor : cursors == null ? new Cursor[0] : cursors) {
            if (cursor != null) {
                cursor.close();
            }
        }
        if (together != null) {
            together.close();
        }
        try {
            reader.close();
        } catch (IOException e) {
            throw ParquetErrors.reading(new Subject.File(part.name()), e);
        }
    }
}
