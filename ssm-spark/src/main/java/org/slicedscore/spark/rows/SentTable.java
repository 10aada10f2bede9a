package org.slicedscore.spark.rows;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.slicedscore.data.Table;
import org.slicedscore.engine.run.PreprocessingJson;

/**
 * A table on its way to the executors.
 *
 * @param name its name
 * @param schema its columns as text
 * @param values all cells, row-major
 */
public record SentTable(String name, String schema, double[] values) implements Serializable {
    /** A table to send. */
    public static SentTable of(Table table) {
        return new SentTable(table.name(), PreprocessingJson.text(table.schema()), table.values());
    }

    /** The table that was sent. */
    public Table table() {
        try {
            return Table.of(name, PreprocessingJson.parse(schema), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
