package org.slicedscore.engine.run;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/**
 * Where a run's rows came from, so that they can be read again and recognised.
 *
 * @param source as for {@code --data}, paths absolute; {@code -} for standard input, empty for rows from memory
 * @param options how they were read
 * @param rows how many
 * @param columns their names
 * @param sha256 their fingerprint
 */
public record DataOrigin(String source, ReadOptions options, int rows, List<String> columns, String sha256) {
    /**
     * Copies the list.
     *
     * @param source as for {@code --data}
     * @param options how they were read
     * @param rows how many
     * @param columns their names
     * @param sha256 their fingerprint
     */
    public DataOrigin {
        columns = List.copyOf(columns);
    }

    /**
     * The origin of rows that were read.
     *
     * @param source as for {@code --data}
     * @param options how they were read
     * @param table the rows
     * @return the origin
     */
    public static DataOrigin of(String source, ReadOptions options, Table table) {
        String absolute = DataSource.parse(source) instanceof DataSource.File(Path path)
                ? path.toAbsolutePath().normalize().toString()
                : source;
        return new DataOrigin(absolute, options, table.rows(), table.columns(), table.sha256());
    }

    /**
     * The origin of rows that came from memory.
     *
     * @param table the rows
     * @return the origin
     */
    public static DataOrigin memory(Table table) {
        return new DataOrigin("", ReadOptions.DEFAULT, table.rows(), table.columns(), table.sha256());
    }

    /**
     * Reads the rows again.
     *
     * @param catalog where the formats of files are
     * @return the same rows
     * @throws SsmException of kind DATA if they are not to be had, or are others by now
     */
    public Table read(Catalog catalog) {
        if (source.isEmpty() || source.equals("-")) {
            throw SsmException.data(
                    "the run's rows came from %s and cannot be read again; give the same rows with --data",
                    source.isEmpty() ? "memory" : "standard input");
        }
        Table table;
        try {
            table = DataReader.read(source, options, catalog);
        } catch (SsmException e) {
            throw options.format().isEmpty() ? e : withFormat(e);
        }
        check(table);
        return table;
    }

    /** Rows that were read with options of their format's own need the plug-in that has them. */
    private SsmException withFormat(SsmException e) {
        String given = new TreeMap<>(options.format())
                .entrySet().stream()
                        .map(o -> "--data." + o.getKey() + " " + o.getValue())
                        .collect(Collectors.joining(" "));
        return new SsmException(
                e.kind(),
                e.getMessage() + "; the run's rows, " + source + ", were read with " + given
                        + ": 'ssm plugins' shows whether the plug-in of their format is there",
                e);
    }

    /**
     * Whether rows are the ones of the run.
     *
     * @param table the rows
     * @return true if all numbers and names agree
     */
    public boolean matches(Table table) {
        return table.sha256().equals(sha256);
    }

    /**
     * Refuses rows that are not the ones of the run.
     *
     * @param table the rows
     * @throws SsmException of kind DATA if they differ
     */
    public void check(Table table) {
        if (!matches(table)) {
            throw SsmException.data(
                    "%s: found other rows than the run was trained on (%d rows, SHA-256 %.12s…; expected %d rows, %.12s…); "
                            + "bring back the old file, or start a new run",
                    table.source(), table.rows(), table.sha256(), rows, sha256);
        }
    }
}
