package org.slicedscore.core.data;

import java.io.InputStream;
import java.util.function.Supplier;
import org.slicedscore.api.SsmException;
import org.slicedscore.core.catalog.Catalog;
import org.slicedscore.core.data.synthetic.SyntheticSet;
import org.slicedscore.core.data.synthetic.SyntheticSets;
import org.slicedscore.core.io.ByteSource;
import org.slicedscore.core.io.NdArray;

/** Reads rows from wherever they are. */
public final class DataReader {
    private final InputStream standardInput;
<<<<<<< HEAD
    private final Supplier<Catalog> catalog;

    /**
     * A reader that finds generators on the module path and class path.
=======
    private final Catalog catalog;

    /**
     * A reader of the formats on the module path and class path.
>>>>>>> main
     *
     * @param standardInput what {@code -} reads
     */
    public DataReader(InputStream standardInput) {
<<<<<<< HEAD
        this(standardInput, Catalog::load);
=======
        this(standardInput, Catalog.load());
>>>>>>> main
    }

    /**
     * A reader.
     *
     * @param standardInput what {@code -} reads
<<<<<<< HEAD
     * @param catalog where generators are, asked for where one is named
     */
    public DataReader(InputStream standardInput, Supplier<Catalog> catalog) {
=======
     * @param catalog where the formats are
     */
    public DataReader(InputStream standardInput, Catalog catalog) {
>>>>>>> main
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
<<<<<<< HEAD
     * @param data as for {@link #read(String, ReadOptions)}
     * @param options how
     * @param catalog where generators are
=======
     * @param data a path, {@code -}, {@code builtin:NAME} or {@code synthetic:NAME?…}
     * @param options how
     * @param catalog where the formats are
>>>>>>> main
     * @return at least one row of finite numbers
     * @throws SsmException as {@link #read(String, ReadOptions)}
     */
    public static Table read(String data, ReadOptions options, Catalog catalog) {
<<<<<<< HEAD
        return new DataReader(System.in, () -> catalog).read(DataSource.parse(data), options);
=======
        return new DataReader(System.in, catalog).read(DataSource.parse(data), options);
>>>>>>> main
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
        options.refuseTextOptions(name, "a generator");
        options.refuseArray(name, "a generator");
        Generators.Open open = Generators.open(source, catalog.get());
        checkSize(name, source.rows(), open.source().dim());
        NdArray rows = new NdArray(
                open.rows(source.rows()),
                new int[] {source.rows(), open.source().dim()});
        return new ArrayTables(name, options).table(rows);
    }

    private static void checkSize(String name, int rows, int dim) {
        if ((long) rows * dim > Integer.MAX_VALUE - 8) {
            throw SsmException.usage(
                    "--data %s: %d rows of %d columns are more than the 2147483639 numbers that can be held; ask for fewer",
                    name, rows, dim);
        }
    }
}
