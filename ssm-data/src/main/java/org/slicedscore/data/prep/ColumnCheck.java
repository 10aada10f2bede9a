package org.slicedscore.data.prep;

import java.util.List;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Schema;

/** Checks that a table has the inputs of a schema. */
final class ColumnCheck {
    private ColumnCheck() {}

    /** Rows whose layout is not known may be such images. */
    static void check(Table table, ImageGrid image) {
        table.sourceImage().filter(found -> !found.equals(image)).ifPresent(found -> {
            throw Problem.data(table.name())
                    .found("images of %s", PixelFit.layout(found))
                    .expected("%s as in training", PixelFit.layout(image))
                    .remedy("bring images of that size")
                    .exception();
        });
    }

    static void check(Table table, Schema schema) {
        List<String> found = table.columns();
        List<String> wanted = schema.inputs().stream().map(Column::name).toList();
        if (found.size() != wanted.size()) {
            throw Problem.data(table.name())
                    .found("%d columns", found.size())
                    .expected("%d: %s", wanted.size(), ColumnNames.list(wanted))
                    .remedy(
                            "choose them with %s, and the label with %s",
                            Subject.setting("columns"), Subject.setting("label"))
                    .exception();
        }
        if (numbered(found) || numbered(wanted)) {
            return;
        }
        for (int j = 0; j < wanted.size(); j++) {
            if (!found.get(j).equals(wanted.get(j))) {
                throw Problem.data(table.name())
                        .says("column %d is '%s'", j + 1, found.get(j))
                        .expected("'%s' as in training", wanted.get(j))
                        .remedy("put the columns in order with %s", Subject.setting("columns"))
                        .exception();
            }
        }
    }

    private static boolean numbered(List<String> names) {
        return names.stream().allMatch(name -> name.matches("x\\d+"));
    }
}
