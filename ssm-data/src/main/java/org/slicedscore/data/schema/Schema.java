package org.slicedscore.data.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a source of rows: the inputs first, in the order of a table's values, then all others.
 *
 * @param columns the columns, all names different
 */
public record Schema(List<Column> columns) {
    /**
     * Checks the order and the names.
     *
     * @throws IllegalArgumentException if an input follows another column, a name occurs twice, or there is no input
     */
    public Schema {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        boolean others = false;
        for (Column column : columns) {
            if (!names.add(column.name()) || others && column.role().input()) {
                throw new IllegalArgumentException(
                        "column " + column.name() + ": a repeated name, or an input after other columns");
            }
            others |= !column.role().input();
        }
        if (columns.isEmpty() || !columns.getFirst().role().input()) {
            throw new IllegalArgumentException("a schema without inputs");
        }
    }

    /** A schema of numbers alone. */
    public static Schema numbers(List<String> names) {
        return new Schema(IntStream.range(0, names.size())
                .mapToObj(j -> Column.number(names.get(j), j))
                .toList());
    }

    /** The columns whose values are in a table, in its order: features and what is watched. */
    public List<Column> inputs() {
        return columns.stream().filter(c -> c.role().input()).toList();
    }

    /** The columns of a role, in order. */
    public List<Column> of(Role role) {
        return columns.stream().filter(c -> c.role() == role).toList();
    }
}
