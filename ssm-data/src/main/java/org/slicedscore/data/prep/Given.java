package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Timestamps;

/**
 * Values of the conditions of a density p(x | c).
 *
 * @param cells as in a table, [I]; NaN for inputs that are no conditions
 * @param numbers as a model reads them, [C]
 */
public record Given(double[] cells, double[] numbers) {
    private static final Subject GIVEN = Subject.setting("given");
    private static final int LISTED = 10;

    /**
     * Reads the values of all conditions.
     *
     * @param preprocessing that of the model
     * @param values text by column name, as in a file
     * @throws SsmException of kind USAGE if a condition has no value, a name is no condition, or a value is not of its
     *     column's kind
     */
    public static Given of(Preprocessing preprocessing, Map<String, String> values) {
        List<Column> inputs = preprocessing.schema().inputs();
        List<String> conditions = inputs.stream()
                .filter(column -> column.role() == Role.CONDITION)
                .map(Column::name)
                .toList();
        for (String name : values.keySet()) {
            if (conditions.isEmpty()) {
                throw Problem.usage(GIVEN)
                        .says("the density of this run is not conditional on any column")
                        .remedy("leave it out, or train with %s", Subject.setting("condition"))
                        .exception();
            }
            if (!conditions.contains(name)) {
                throw Problem.usage(GIVEN)
                        .says("%s is no condition of this run", Quoting.quote(name))
                        .remedy("%s", Names.hint(name, conditions))
                        .exception();
            }
        }
        List<String> lacking = new ArrayList<>(conditions);
        lacking.removeAll(values.keySet());
        if (!lacking.isEmpty()) {
            throw Problem.usage(GIVEN)
                    .says("the density of this run is conditional on %s", String.join(", ", conditions))
                    .expected("a value for %s", String.join(", ", lacking))
                    .remedy("give %s", Subject.setting("given", String.join("=..,", conditions) + "=.."))
                    .exception();
        }
        double[] cells = new double[inputs.size()];
        Arrays.fill(cells, Double.NaN);
        for (int j = 0; j < cells.length; j++) {
            Column column = inputs.get(j);
            if (column.role() == Role.CONDITION) {
                cells[j] = cell(column, values.get(column.name()).strip());
            }
        }
        float[] all = preprocessing.at(cells).toModel();
        double[] numbers = new double[preprocessing.conditions()];
        Arrays.setAll(numbers, k -> all[preprocessing.dim() + k]);
        return new Given(cells, numbers);
    }

    private static double cell(Column column, String text) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        switch (column.kind()) {
            case CATEGORICAL -> {
                int index = column.categories().indexOf(text);
                if (index < 0) {
                    List<String> words = column.categories();
                    String more = words.size() > LISTED ? ", and " + (words.size() - LISTED) + " more" : "";
                    throw wrong(
                            column,
                            text,
                            "one of " + String.join(", ", words.subList(0, Math.min(LISTED, words.size()))) + more);
                }
                return index;
            }
            case TIME -> {
                double days = Timestamps.parse(text);
                if (Double.isNaN(days)) {
                    throw wrong(column, text, "a date or a time, such as 2026-11-28");
                }
                return days;
            }
            default -> {
                try {
                    double value = Double.parseDouble(text);
                    if (Double.isFinite(value)) {
                        return value;
                    }
                } catch (NumberFormatException e) {
                    // said below
                }
                throw wrong(column, text, "a number");
            }
        }
    }

    private static SsmException wrong(Column column, String text, String expected) {
        return Problem.usage(GIVEN)
                .found("%s for %s", Quoting.quote(text), Quoting.quote(column.name()))
                .expected("%s", expected)
                .exception();
    }
}
