package org.slicedscore.data;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.io.ByteSource;
import org.slicedscore.data.io.NdArray;
import org.slicedscore.data.schema.Schema;

/** Reads rows from files, standard input, built-in sets and generators. */
public final class DataReader {
    private final InputStream standardInput;
    private final Catalog catalog;
    private final Progress progress;

    /** Is told of rows as they are read. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called now and then.
         *
         * @param done how much of the file has been read, from 0 to 1; 0 if that is not known
         * @param rows the number of rows so far
         */
        void at(double done, long rows);
    }

    /** A reader of the formats on the module path and class path; {@code -} reads the stream. */
    public DataReader(InputStream standardInput) {
        this(standardInput, Catalog.load());
    }

    /**
     * A reader.
     *
     * @param standardInput the stream that {@code -} reads
     * @param catalog the formats and generators
     */
    public DataReader(InputStream standardInput, Catalog catalog) {
        this(standardInput, catalog, (done, rows) -> {});
    }

    /**
     * A reader that tells of its progress.
     *
     * @param standardInput the stream that {@code -} reads
     * @param catalog the formats and generators
     * @param progress is told of rows as they are read
     */
    public DataReader(InputStream standardInput, Catalog catalog, Progress progress) {
        this.standardInput = standardInput;
        this.catalog = catalog;
        this.progress = progress;
    }

    /**
     * Reads the rows of a named source, with the plug-ins of the module path and class path.
     *
     * @param data as for {@link DataSource#parse}
     * @param options how to read them
     * @return at least one row
     * @throws SsmException of kind DATA if the rows cannot be used, USAGE for names and options that do not exist
     */
    public static Table read(String data, ReadOptions options) {
        return new DataReader(System.in).read(DataSource.parse(data), options);
    }

    /**
     * Reads the rows of a named source.
     *
     * @param data as for {@link DataSource#parse}
     * @param options how to read them
     * @param catalog the formats and generators
     * @return at least one row
     * @throws SsmException as {@link #read(String, ReadOptions)}
     */
    public static Table read(String data, ReadOptions options, Catalog catalog) {
        return new DataReader(System.in, catalog).read(DataSource.parse(data), options);
    }

    /**
     * Makes a table of rows that a program has, as if it had read them from a file.
     *
     * @param name the name of the data in messages
     * @param rows the rows, before the first one; the caller closes them
     * @param options how to read them
     * @param schema the columns, or null to find out
     * @return at least one row
     * @throws SsmException as {@link #read(DataSource, ReadOptions, Schema)}
     */
    public static Table read(String name, RowReader rows, ReadOptions options, Schema schema) {
        return RowTables.read(new DataSource.Memory(name), rows, options, schema, read -> {});
    }

    /**
     * Reads a source and finds out what its columns hold.
     *
     * @param source the source
     * @param options how to read it
     * @return at least one row
     * @throws SsmException of kind DATA if the rows cannot be used, USAGE for names and options that do not exist
     */
    public Table read(DataSource source, ReadOptions options) {
        return read(source, options, null);
    }

    /**
     * Reads a source as a known schema says: its inputs are found by name, or by place where either side has no names; other
     * columns are ignored.
     *
     * @param source the source
     * @param options how to read it
     * @param schema the columns, or null to find out
     * @return at least one row; its inputs are those of the schema, in order
     * @throws SsmException of kind DATA if a feature is not there or the rows cannot be used, USAGE for names and options
     *     that do not exist
     */
    public Table read(DataSource source, ReadOptions options, Schema schema) {
        return switch (source) {
            case DataSource.File file -> read(file, open(file.path()), options, schema);
            case DataSource.StandardInput input ->
                read(input, ByteSource.stream(input.name(), standardInput), options, schema);
            case DataSource.BuiltIn builtIn -> {
                ReadOptions own = options.label() == null
                        ? options.withLabel(builtIn.set().label())
                        : options;
                yield read(builtIn, Builtins.open(builtIn.set()), own, schema);
            }
            case DataSource.Generated generated -> generated(generated, options, schema);
            case DataSource.Memory made ->
                throw new IllegalArgumentException("rows made by a program cannot be read: " + made.name());
        };
    }

    /**
     * Rejects what standard input holds if its columns are not those of a schema; its cells are not looked at.
     *
     * @param options how to read it
     * @param schema the columns
     * @throws SsmException of kind DATA if a feature is not there or it cannot be read
     */
    public void checkColumns(ReadOptions options, Schema schema) {
        DataSource.StandardInput input = new DataSource.StandardInput();
        try (ByteSource source = ByteSource.stream(input.name(), standardInput)) {
            new Formats(catalog).open(source, options, rows -> {
                RowTables.check(input, rows, options, schema);
                return null;
            });
        }
    }

    private static ByteSource open(Path path) {
        return Files.isDirectory(path) ? ByteSource.folder(path) : ByteSource.file(path);
    }

    private Table read(DataSource named, ByteSource opened, ReadOptions options, Schema schema) {
        try (ByteSource source = opened) {
            return new Formats(catalog).read(named, source, options, schema, rows -> progress.at(source.done(), rows));
        }
    }

    private Table generated(DataSource.Generated source, ReadOptions options, Schema schema) {
        options.refuseAll(source.name(), "drawn by a generator");
        Generators.Open open = Generators.open(source, catalog);
        int dim = open.source().dim();
        if ((long) source.rows() * dim > Integer.MAX_VALUE - 8) {
            throw Problem.usage(new Subject.File(source.name()))
                    .says(
                            "%d rows of %d columns are more than the 2147483639 numbers that can be held",
                            source.rows(), dim)
                    .remedy("ask for fewer")
                    .exception();
        }
        NdArray rows = new NdArray(open.rows(source.rows()), new int[] {source.rows(), dim});
        return RowTables.read(source, new DrawnRows(rows), options, schema, read -> {});
    }
}
