package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.report.statistics.Bins;
import org.slicedscore.report.statistics.Statistics;

/** Histograms of columns: rows as bars, and drawn rows, if there are any, as an outline. */
public final class ColumnFigures {
    private static final int INTERVALS = 30;
    private static final int WORDS = 12;

    private ColumnFigures() {}

    /**
     * The histogram of a column.
     *
     * @param column the column
     * @param rows its cells; NaN for a missing one
     * @param name of the rows in the legend
     * @param drawn the cells of drawn rows, or null
     * @param gap the distance of neighbouring values of a column of few values; 0 for others
     */
    public static Panel of(Column column, double[] rows, String name, double[] drawn, double gap) {
        return column.kind() == Kind.CATEGORICAL
                ? words(column, rows, name, drawn)
                : numbers(column.name(), column.kind() == Kind.TIME ? "days since 1970" : "", rows, name, drawn, gap);
    }

    /**
     * The histogram of numbers.
     *
     * @param title above it
     * @param rows the numbers
     * @param name of the rows in the legend
     * @param drawn those of drawn rows, or null
     * @param gap the distance of neighbouring values of a column of few values; 0 for others
     */
    public static Panel numbers(String title, double[] rows, String name, double[] drawn, double gap) {
        return numbers(title, "", rows, name, drawn, gap);
    }

    private static Panel numbers(String title, String unit, double[] rows, String name, double[] drawn, double gap) {
        double[] all = drawn == null
                ? rows
                : DoubleStream.concat(Arrays.stream(rows), Arrays.stream(drawn)).toArray();
        if (Statistics.sorted(all).length == 0) {
            return new Panel(title, Axis.linear(""), new Axis("", false, 0, 1), List.of());
        }
        Bins bins = Bins.of(Statistics.sorted(rows).length == 0 ? all : rows, gap, INTERVALS);
        List<Series> series = new ArrayList<>();
        series.add(new Series(name, Mark.BARS, 0, bins.centres(), bins.densities(rows), null));
        if (drawn != null) {
            series.add(new Series("drawn from the model", Mark.STEPS, 1, bins.centres(), bins.densities(drawn), null));
        }
        return new Panel(title, Axis.linear(unit), new Axis("", false, 0, Double.NaN), series);
    }

    private static Panel words(Column column, double[] rows, String name, double[] drawn) {
        int known = column.categories().size();
        double[] shares = shares(rows, known);
        double[] others = drawn == null ? null : shares(drawn, known);
        int[] shown = IntStream.range(0, known)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -shares[k]))
                .limit(WORDS)
                .mapToInt(k -> k)
                .toArray();
        List<String> names = new ArrayList<>(
                Arrays.stream(shown).mapToObj(column.categories()::get).toList());
        if (known > WORDS) {
            names.add((known - WORDS) + " more");
        }
        double[] places =
                IntStream.rangeClosed(1, names.size()).asDoubleStream().toArray();
        List<Series> series = new ArrayList<>();
        series.add(new Series(name, Mark.BARS, 0, places, picked(shares, shown, names.size()), null));
        if (others != null) {
            series.add(new Series(
                    "drawn from the model", Mark.STEPS, 1, places, picked(others, shown, names.size()), null));
        }
        return new Panel(column.name(), Axis.categories("", names), new Axis("", false, 0, Double.NaN), series);
    }

    private static double[] shares(double[] cells, int known) {
        double[] shares = new double[known];
        double n = Arrays.stream(cells).filter(v -> v >= 0 && v < known).count();
        for (double v : cells) {
            if (v >= 0 && v < known) {
                shares[(int) v] += 1 / n;
            }
        }
        return shares;
    }

    private static double[] picked(double[] shares, int[] shown, int length) {
        double[] out =
                Arrays.copyOf(Arrays.stream(shown).mapToDouble(k -> shares[k]).toArray(), length);
        if (length > shown.length) {
            out[length - 1] =
                    Math.max(0, Arrays.stream(shares).sum() - Arrays.stream(out).sum());
        }
        return out;
    }
}
