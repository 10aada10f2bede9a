package org.slicedscore.data.prep;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Timestamps;

/**
 * Values of the columns that a density is conditional on, the same for many rows.
 *
 * @param cells a row of the table's inputs with these cells and no others: NaN elsewhere, [I]; not copied
 * @param coordinates what stands behind a row in the model's coordinates, [C]; not copied
 */
public record GivenConditions(double[] cells, double[] coordinates) {
    private static final String SETTING = "given";

    /**
     * Reads values.
     *
     * @param preprocessing of a model with conditions or without
     * @param values for each condition column its value as a file would hold it
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if a column is no condition, a condition has no value, or a
     *     value is none of its column
     */
    public static GivenConditions of(Preprocessing preprocessing, Map<String, String> values) {
        List<Column> inputs = preprocessing.schema().inputs();
        List<String> names = inputs.stream()
                .filter(c -> c.role() == Role.CONDITION)
                .map(Column::name)
                .toList();
        Map<String, String> left = new LinkedHashMap<>(values);
        double[] cells = new double[inputs.size()];
        Arrays.fill(cells, Double.NaN);
        for (int j = 0; j < cells.length; j++) {
            Column column = inputs.get(j);
            if (column.role() != Role.CONDITION) {
                continue;
            }
            String text = left.remove(column.name());
            if (text == null) {
                throw Problem.usage(Subject.setting(SETTING))
                        .says("the density is conditional on '%s', which has no value", column.name())
                        .remedy("set %s", Subject.setting(SETTING, column.name() + "=VALUE"))
                        .exception();
            }
            cells[j] = cell(column, text.strip());
        }
        if (!left.isEmpty()) {
            String unknown = left.keySet().iterator().next();
            throw Problem.usage(Subject.setting(SETTING))
                    .says(names.isEmpty() ? "the density is conditional on no column" : "'%s' is no condition", unknown)
                    .remedy("%s", names.isEmpty() ? "leave it out" : Names.hint(unknown, names))
                    .exception();
        }
        double[] row = preprocessing.toModel(cells);
        return new GivenConditions(cells, Arrays.copyOfRange(row, preprocessing.dim(), row.length));
    }

    private static double cell(Column column, String text) {
        double value = switch (column.kind()) {
            case CATEGORICAL -> column.categories().indexOf(text);
            case TIME -> Timestamps.parse(text);
            case NUMBER, TEXT -> number(text);
        };
        if (Double.isFinite(value) && (column.numeric() || value >= 0)) {
            return value;
        }
        throw Problem.usage(Subject.setting(SETTING))
                .found("'%s' for column '%s'", text, column.name())
                .expected(
                        "%s",
                        switch (column.kind()) {
                            case CATEGORICAL -> "one of " + String.join(", ", column.categories());
                            case TIME -> "a date or time";
                            case NUMBER, TEXT -> "a number";
                        })
                .exception();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
