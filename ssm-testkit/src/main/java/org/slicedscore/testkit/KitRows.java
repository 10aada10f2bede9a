package org.slicedscore.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.option.Options;

/**
 * Everything a reader returned.
 *
 * @param columns the names
 * @param rows the numbers of each row
 * @param places the location of each row
 */
record KitRows(List<String> columns, List<double[]> rows, List<String> places) {
    /** Reads to the end and checks the reader against its interface. */
    static KitRows read(String name, DataFormat format, RowInput input, Options options) {
        try (RowReader reader = format.open(input, options)) {
            List<String> columns = List.copyOf(reader.columns());
            Expect.assertTrue(
                    !columns.isEmpty() && new HashSet<>(columns).size() == columns.size(),
                    () -> name + ": the columns are " + columns + "; different names are expected, at least one");
            Expect.assertTrue(
                    reader.features() >= 1 && reader.features() <= columns.size(),
                    () -> name + ": features() is " + reader.features() + " of " + columns.size() + " columns");
            Expect.assertTrue(
                    reader.label().isEmpty() || columns.contains(reader.label()),
                    () -> name + ": label() is '" + reader.label() + "', which is none of " + columns);
            List<double[]> rows = new ArrayList<>();
            List<String> places = new ArrayList<>();
            while (reader.next()) {
                rows.add(row(name, reader, columns.size()));
                places.add(reader.place());
            }
            Expect.assertFalse(reader.next(), name + ": next() finds another row after the last one");
            Expect.assertTrue(
                    reader.notes() != null && reader.layout() != null,
                    name + ": notes() or layout() is null; where there is nothing to say it is empty");
            return new KitRows(columns, rows, places);
        }
    }

    private static double[] row(String name, RowReader reader, int width) {
        double[] row = new double[width];
        for (int column = 0; column < width; column++) {
            row[column] = reader.number(column);
            Expect.assertTrue(
                    reader.text(column) != null && reader.hint(column) != null && reader.advice(column) != null,
                    name + ": text(), hint() or advice() is null; where there is nothing to say it is empty");
        }
        return row;
    }
}
