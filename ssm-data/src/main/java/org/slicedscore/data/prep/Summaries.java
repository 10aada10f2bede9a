package org.slicedscore.data.prep;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;

/**
 * Summaries of a table's inputs: counts and extremes over all rows, everything that needs values in order over as many
 * evenly spread rows as are enough.
 */
final class Summaries {
    /** Cells that statistics are made of; more rows are sampled evenly. */
    private static final long CELLS = 1L << 26;

    private static final int ROWS = 1 << 18;

    /** If far values widen the standard deviation by more than this factor, they are kept out of it. */
    private static final double SQUEEZED = 2.5;

    /** A value further out than this many standard deviations of the bulk is compressed. */
    private static final double FAR = 50;

    private Summaries() {}

    /** The rows that statistics are made of: all, or evenly spread ones. */
    static int[] sample(int[] rows, int width) {
        int most = Math.clamp(CELLS / width, 1000, ROWS);
        if (rows.length <= most) {
            return rows;
        }
        int[] some = new int[most];
        for (int i = 0; i < most; i++) {
            some[i] = rows[(int) ((long) i * rows.length / most)];
        }
        return some;
    }

    static List<InputSummary> of(Table table, int[] rows) {
        int[] some = sample(rows, table.dim());
        return IntStream.range(0, table.dim())
                .parallel()
                .mapToObj(j -> of(table, j, rows, some))
                .toList();
    }

    private static InputSummary of(Table table, int input, int[] rows, int[] some) {
        Column column = table.inputs().get(input);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int missing = 0;
        int[] counts =
                column.kind() == Kind.CATEGORICAL ? new int[column.categories().size() + 1] : null;
        for (int row : rows) {
            double value = table.at(row, input);
            if (Double.isNaN(value)) {
                missing++;
            } else if (counts != null) {
                counts[(int) value]++;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        if (counts != null || missing == rows.length) {
            return new InputSummary(column, rows.length, missing, null, counts, null);
        }
        double[] values = Arrays.stream(table.column(input, some))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (values.length == 0) {
            values = Arrays.stream(table.column(input, rows))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
        }
        ColumnStats stats = ColumnStats.of(column.name(), values);
        Bulk bulk = stats.bulk();
        InputSummary.Outside outside =
                squeezes(values, stats, min, max) ? outside(table, input, rows, bulk, min, max) : null;
        return new InputSummary(column, rows.length, missing, stats, null, outside);
    }

    /** Whether values far from the bulk matter: they would widen the scale of the rest, or lie very far out. */
    private static boolean squeezes(double[] values, ColumnStats stats, double min, double max) {
        Bulk bulk = stats.bulk();
        if (bulk.holds(min) && bulk.holds(max)) {
            return false;
        }
        double[] inside = Arrays.stream(values).filter(bulk::holds).toArray();
        double mean = ColumnStats.mean(inside);
        double std = ColumnStats.std(inside, mean);
        double all = ColumnStats.std(values, stats.mean());
        return all > SQUEEZED * std || Math.max(max - mean, mean - min) > FAR * std;
    }

    private static InputSummary.Outside outside(Table table, int input, int[] rows, Bulk bulk, double min, double max) {
        int count = 0;
        int first = -1;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int row : rows) {
            double value = table.at(row, input);
            if (bulk.holds(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            } else if (!Double.isNaN(value)) {
                first = count == 0 ? row : first;
                count++;
            }
        }
        double furthest = max - bulk.high() > bulk.low() - min ? max : min;
        return new InputSummary.Outside(count, furthest, first, low, high);
    }
}
