package org.slicedscore.data;

import java.io.InputStream;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.io.ByteSource;
import org.slicedscore.data.io.NdArray;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.data.synthetic.SyntheticSets;

/** Reads rows from wherever they are. */
public final class DataReader {
    private final InputStream standardInput;
    private final Catalog catalog;

    /**
     * A reader of the formats on the module path and class path.
     *
     * @param standardInput what {@code -} reads
     */
    public DataReader(InputStream standardInput) {
        this(standardInput, Catalog.load());
    }

    /**
     * A reader.
     *
     * @param standardInput what {@code -} reads
     * @param catalog where the formats and the generators are
     */
    public DataReader(InputStream standardInput, Catalog catalog) {
        this.standardInput = standardInput;
        this.catalog = catalog;
    }

    /**
     * Reads what {@code --data} names, with the plug-ins of the module path and class path.
     *
     * @param data a path, {@code -}, {@code builtin:NAME}, {@code synthetic:NAME?…} or {@code sampler:ID?…}
     * @param options how
     * @return at least one row of finite numbers
     * @throws SsmException of kind DATA for rows that cannot be used, USAGE for names and options that do not exist
     */
    public static Table read(String data, ReadOptions options) {
        return new DataReader(System.in).read(DataSource.parse(data), options);
    }

    /**
     * Reads what {@code --data} names.
     *
     * @param data a path, {@code -}, {@code builtin:NAME}, {@code synthetic:NAME?…} or {@code sampler:ID?…}
     * @param options how
     * @param catalog where the formats are
     * @return at least one row of finite numbers
     * @throws SsmException as {@link #read(String, ReadOptions)}
     */
    public static Table read(String data, ReadOptions options, Catalog catalog) {
        return new DataReader(System.in, catalog).read(DataSource.parse(data), options);
    }

    /**
     * Reads a source.
     *
     * @param source where from
     * @param options how
     * @return at least one row of finite numbers
     * @throws SsmException of kind DATA for rows that cannot be used, USAGE for names and options that do not exist
     */
    public Table read(DataSource source, ReadOptions options) {
        return switch (source) {
            case DataSource.File file -> read(ByteSource.file(file.path()), options);
            case DataSource.StandardInput _ -> read(ByteSource.stream("standard input", standardInput), options);
            case DataSource.BuiltIn builtIn -> {
                ReadOptions own = options.label() == null
                        ? options.withLabel(builtIn.set().label())
                        : options;
                yield read(Builtins.open(builtIn.set()), own);
            }
            case DataSource.Synthetic synthetic -> synthetic(synthetic, options);
            case DataSource.Sampler sampler -> sampler(sampler, options);
        };
    }

    private Table read(ByteSource opened, ReadOptions options) {
        try (ByteSource source = opened) {
            return new Formats(catalog).read(source, options);
        }
    }

    private static Table synthetic(DataSource.Synthetic source, ReadOptions options) {
        String name = source.toString();
        options.refuseAll(name, "synthetic");
        SyntheticSet set = SyntheticSets.create(source.name(), source.parameters());
        checkSize(name, source.rows(), set.dim());
        NdArray rows = new NdArray(set.sample(source.rows(), source.seed()), new int[] {source.rows(), set.dim()});
        return RowTables.read(name, new DrawnRows(rows), options);
    }

    private Table sampler(DataSource.Sampler source, ReadOptions options) {
        String name = source.toString();
        options.refuseAll(name, "drawn by a generator");
        Generators.Open open = Generators.open(source, catalog);
        checkSize(name, source.rows(), open.source().dim());
        NdArray rows = new NdArray(
                open.rows(source.rows()),
                new int[] {source.rows(), open.source().dim()});
        return RowTables.read(name, new DrawnRows(rows), options);
    }

    private static void checkSize(String name, int rows, int dim) {
        if ((long) rows * dim > Integer.MAX_VALUE - 8) {
            throw SsmException.usage(
                    "--data %s: %d rows of %d columns are more than the 2147483639 numbers that can be held; ask for fewer",
                    name, rows, dim);
        }
    }
}
