package org.slicedscore.engine.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/**
 * The origin of a run's rows, so that they can be read again and checked.
 *
 * @param source the source, with absolute paths
 * @param options reading options
 * @param rows number of rows
 * @param columns their names
 * @param sha256 their fingerprint
 */
public record DataOrigin(DataSource source, ReadOptions options, int rows, List<String> columns, String sha256) {
    /** Copies the list. */
    public DataOrigin {
        columns = List.copyOf(columns);
    }

    /**
     * The origin of rows that were read.
     *
     * @param options reading options
     * @param table the rows
     */
    public static DataOrigin of(ReadOptions options, Table table) {
        DataSource absolute = table.source() instanceof DataSource.File(Path path)
                ? new DataSource.File(path.toAbsolutePath().normalize())
                : table.source();
        return new DataOrigin(absolute, options, table.rows(), table.columns(), table.sha256());
    }

    /**
     * The origin of rows that came from memory.
     *
     * @param table the rows
     */
    public static DataOrigin memory(Table table) {
        return new DataOrigin(
                new DataSource.Memory("memory"), ReadOptions.DEFAULT, table.rows(), table.columns(), table.sha256());
    }

    /**
     * The origin as JSON.
     *
     * @return the text of an object
     */
    public String json() {
        return ConfigJson.origin(this).toString();
    }

    /**
     * The origin of a JSON text.
     *
     * @param text as {@link #json} makes it
     * @return the origin
     * @throws IOException if something is missing or wrong
     */
    public static DataOrigin parse(String text) throws IOException {
        return ConfigJson.origin(ConfigJson.COMPACT.readTree(text));
    }

    /**
     * Reads the rows again.
     *
     * @param catalog the file formats
     * @return the same rows
     * @throws SsmException of kind DATA if they are not available or have changed
     */
    public Table read(Catalog catalog) {
        if (source instanceof DataSource.Memory || source instanceof DataSource.StandardInput) {
            throw Problem.data(source.name())
                    .says("the rows of the run came from there and cannot be read again")
                    .remedy("give the same rows with %s", Subject.setting("data"))
                    .exception();
        }
        Table table;
        try {
            table = new DataReader(System.in, catalog).read(source, options);
        } catch (SsmException e) {
            throw options.format().isEmpty() ? e : withFormat(e);
        }
        check(table);
        return table;
    }

    /** Rows read with options of a plug-in's format need that plug-in. */
    private SsmException withFormat(SsmException e) {
        Message given = new TreeMap<>(options.format())
                .entrySet().stream()
                        .map(o -> Message.of("%s", Subject.setting("data." + o.getKey(), o.getValue())))
                        .reduce((a, b) -> Message.of("%s, %s", a, b))
                        .orElseThrow();
        return e.problem()
                .remedy(
                        "the run's rows, %s, were read with %s: %s shows whether the plug-in of their format is there",
                        source.name(), given, Action.LIST_PLUGINS)
                .exception(e);
    }

    /**
     * Whether rows are those of the run.
     *
     * @param table the rows
     * @return true if all numbers and column names agree
     */
    public boolean matches(Table table) {
        return table.sha256().equals(sha256);
    }

    /**
     * Rejects rows that are not those of the run.
     *
     * @param table the rows
     * @throws SsmException of kind DATA if they differ
     */
    public void check(Table table) {
        if (!matches(table)) {
            throw Problem.data(table.name())
                    .found(
                            "other rows than the run was trained on (%d rows, SHA-256 %.12s…)",
                            table.rows(), table.sha256())
                    .expected("%d rows, %.12s…", rows, sha256)
                    .remedy("bring back the old file, or start a new run")
                    .exception();
        }
    }
}
