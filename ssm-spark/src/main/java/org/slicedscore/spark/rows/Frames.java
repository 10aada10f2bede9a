package org.slicedscore.spark.rows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Schema;

/** Tables of data frames. */
public final class Frames {
    private static final String NAME = "data frame";

    private Frames() {}

    /**
     * Brings a data frame to this process, partition after partition.
     *
     * @param frame the rows
     * @param columns the columns to learn from; none for all that can be
     * @param conditions the columns that densities are conditional on
     * @param order the columns that decide the order of the rows; none for the frame's own, which is that of its partitions
     * @return the table, as if read from a file
     */
    public static Table collect(Dataset<?> frame, List<String> columns, List<String> conditions, List<String> order) {
        Dataset<Row> rows = frame.toDF();
        Dataset<Row> ordered = order.isEmpty()
                ? rows
                : rows.orderBy(order.stream().map(name -> column(rows, name)).toArray(Column[]::new));
        ReadOptions options = ReadOptions.DEFAULT;
        if (!columns.isEmpty()) {
            options = options.withColumns(list(columns));
        }
        if (!conditions.isEmpty()) {
            options = options.withConditions(list(conditions));
        }
        StructType type = rows.schema();
        FrameRows reader = FrameRows.fetched(
                NAME,
                type,
                chosen -> ordered.select(Arrays.stream(chosen)
                                .mapToObj(c -> column(ordered, type.fields()[c].name()))
                                .toArray(Column[]::new))
                        .toLocalIterator());
        return DataReader.read(NAME, reader, options, null);
    }

    /**
     * The rows of a part of a data frame.
     *
     * @param type the columns of the rows
     * @param rows at least one
     * @param schema the columns that a model was trained on
     * @return the table of those columns
     */
    public static Table part(StructType type, List<Row> rows, Schema schema) {
        return DataReader.read(NAME, FrameRows.of(NAME, type, rows), ReadOptions.DEFAULT, schema);
    }

    /** A name with a dot is not the field of a structure. */
    private static Column column(Dataset<Row> frame, String name) {
        return frame.col("`" + name.replace("`", "``") + "`");
    }

    private static String list(List<String> names) {
        return names.stream()
                .map(name -> '"' + name.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }
}
