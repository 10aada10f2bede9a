package org.slicedscore.parquet;

import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import dev.hardwood.schema.SchemaNode.GroupNode;
import dev.hardwood.schema.SchemaNode.PrimitiveNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slicedscore.api.error.Problem;

/**
 * A column of a file.
 *
 * @param name its name
 * @param leaf the number of its values among those of the file; −1 if it has none of its own
 * @param type how they become cells; empty if they cannot
 * @param found what the column holds, for messages
 */
record Field(String name, int leaf, Optional<CellType> type, String found) {
    /** The columns of a file, in order; those of one name are refused. */
    static List<Field> of(String file, FileSchema schema) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SchemaNode node : schema.getRootNode().children()) {
            if (!names.add(node.name())) {
                throw Problem.data(file)
                        .found("two columns '%s'", ParquetErrors.plain(node.name(), 60))
                        .expected("different names")
                        .remedy("write it again with one of them renamed")
                        .exception();
            }
            fields.add(of(node));
        }
        return fields;
    }

    private static Field of(SchemaNode node) {
        return switch (node) {
            case GroupNode group -> new Field(group.name(), -1, Optional.empty(), nested(group));
            case PrimitiveNode column
            when column.repetitionType() == RepetitionType.REPEATED ->
                new Field(column.name(), -1, Optional.empty(), "a list in each cell");
            case PrimitiveNode column -> {
                Optional<CellType> type = CellType.of(column.type(), column.logicalType());
                String found = type.map(known -> known.family().title()).orElseGet(() -> unknown(column));
                yield new Field(column.name(), column.columnIndex(), type, found);
            }
        };
    }

    private static String nested(GroupNode group) {
        if (group.isVariant()) {
            return "a variant in each cell";
        } else if (group.isMap()) {
            return "a map in each cell";
        } else if (group.isList() || group.repetitionType() == RepetitionType.REPEATED) {
            return "a list in each cell";
        }
        return "columns nested in it: "
                + ParquetErrors.plain(
                        String.join(
                                ", ",
                                group.children().stream().map(SchemaNode::name).toList()),
                        80);
    }

    private static String unknown(PrimitiveNode column) {
        return column.logicalType() == null
                ? "bytes that are not marked as text"
                : "values of the type " + column.logicalType();
    }
}
