package org.slicedscore.engine.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of an experiment's cells.
 *
 * @param setup the request
 * @param rows one per cell, in the order of the plan
 */
public record ExperimentResults(Setup setup, List<Row> rows) {
    /**
     * The result of a cell.
     *
     * @param cell the cell
     * @param values the result of {@link Experiment#run}
     * @param seconds of computing time
     */
    public record Row(Cell cell, Map<String, Object> values, double seconds) {
        /** Copies the values, keeping their order. */
        public Row {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /**
         * A number.
         *
         * @param name of the value
         * @return the number; NaN if it is missing
         */
        public double number(String name) {
            return values.get(name) instanceof Number n ? n.doubleValue() : Double.NaN;
        }

        /**
         * A list of numbers.
         *
         * @param name of the value
         * @return the numbers, NaN where one is missing; empty if there is no such list
         */
        public double[] numbers(String name) {
            return values.get(name) instanceof List<?> list
                    ? list.stream()
                            .mapToDouble(v -> v instanceof Number n ? n.doubleValue() : Double.NaN)
                            .toArray()
                    : new double[0];
        }

        /**
         * Text.
         *
         * @param name of the value
         * @return the text; empty if it is missing
         */
        public String text(String name) {
            return values.get(name) == null ? "" : values.get(name).toString();
        }
    }

    /** Copies the list. */
    public ExperimentResults {
        rows = List.copyOf(rows);
    }

    /**
     * The rows of cells with the given settings.
     *
     * @param namesAndValues name, value, name, value ...
     * @return those rows
     */
    public List<Row> where(String... namesAndValues) {
        List<Row> found = new ArrayList<>(rows);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            String value = namesAndValues[i + 1];
            found.removeIf(r -> !value.equals(r.cell().settings().get(name)));
        }
        return found;
    }

    /**
     * The distinct values of a setting.
     *
     * @param name of the setting
     * @return each once, in the order of the cells
     */
    public List<String> values(String name) {
        return rows.stream()
                .map(r -> r.cell().settings().get(name))
                .filter(v -> v != null)
                .distinct()
                .toList();
    }
}
