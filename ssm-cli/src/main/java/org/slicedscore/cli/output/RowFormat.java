package org.slicedscore.cli.output;

import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;

/** How rows of numbers are written. */
public enum RowFormat {
    /** Values separated by commas, with a header. */
    CSV,
    /** Values separated by tabs, with a header. */
    TSV,
    /** NumPy's format: one array [rows, columns] of float64. */
    NPY,
    /** NumPy's archive: that array as X, and the names of the columns as columns. */
    NPZ,
    /** One JSON object a line. */
    JSONL;

    /** The formats' names. */
    public static final List<String> NAMES =
            List.of(values()).stream().map(RowFormat::word).toList();

    /**
     * The name.
     *
     * @return a lower-case word
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A format by name.
     *
     * @param word what was typed
     * @return the format
     * @throws SsmException of kind USAGE, with the nearest valid name, if there is none
     */
    public static RowFormat of(String word) {
        int i = NAMES.indexOf(word);
        if (i < 0) {
            throw Problem.usage(Subject.setting("format"))
                    .says("there is no format '%s'", word)
                    .remedy("%s", Names.hint(word, NAMES))
                    .exception();
        }
        return values()[i];
    }

    /**
     * Whether the number of rows must be known before the first, so that a stream which ends early is useless.
     *
     * @return true for NumPy's formats
     */
    public boolean counted() {
        return this == NPY || this == NPZ;
    }

    /**
     * Begins to write.
     *
     * @param out where to; not closed
     * @param columns the columns; NumPy's formats write words as their numbers
     * @param rows how many rows there will be
     * @return takes the rows
     */
    public RowWriter writer(OutputStream out, List<OutputColumn> columns, int rows) {
        return switch (this) {
            case CSV -> new TextRowWriter(out, ',', columns);
            case TSV -> new TextRowWriter(out, '\t', columns);
            case NPY -> new NpyRowWriter(out, columns.size(), rows);
            case NPZ ->
                new NpzRowWriter(out, columns.stream().map(OutputColumn::name).toList(), rows);
            case JSONL -> new JsonRowWriter(out, columns);
        };
    }
}
