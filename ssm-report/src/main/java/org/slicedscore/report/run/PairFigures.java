package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Field;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.report.statistics.Dependence;
import org.slicedscore.report.statistics.PairDensity;
import org.slicedscore.report.statistics.Statistics;

/** Pairs of columns: rows as points, the model's density as contours, its score as arrows. */
public final class PairFigures {
    private static final int POINTS = 600;
    private static final int ARROWS = 11;

    /** Columns among which pairs are chosen. */
    private static final int MOST_COLUMNS = 60;

    private static final int ROWS = 2000;

    /** Fewer drawn rows than this have no density. */
    private static final int FEWEST = 30;

    private static final double CUT = 0.004;
    private static final double ROOM = 0.08;

    private PairFigures() {}

    /**
     * A pair of columns.
     *
     * @param first index of an input
     * @param second index of another
     */
    public record Pair(int first, int second) {}

    /**
     * A rectangle of the plane.
     *
     * @param left least x
     * @param right greatest x
     * @param bottom least y
     * @param top greatest y
     */
    public record Area(double left, double right, double bottom, double top) {
        /** The rectangle that holds all but few of the points of two samples. */
        static Area of(double[] x, double[] y, double[] moreX, double[] moreY) {
            double[] across = ends(x, moreX);
            double[] up = ends(y, moreY);
            return new Area(across[0], across[1], up[0], up[1]);
        }

        /** This rectangle, enlarged to hold points and some room around them. */
        Area with(double[] x, double[] y) {
            double roomX = ROOM / 2 * (right - left);
            double roomY = ROOM / 2 * (top - bottom);
            return new Area(
                    Math.min(left, Arrays.stream(x).min().orElse(left) - roomX),
                    Math.max(right, Arrays.stream(x).max().orElse(right) + roomX),
                    Math.min(bottom, Arrays.stream(y).min().orElse(bottom) - roomY),
                    Math.max(top, Arrays.stream(y).max().orElse(top) + roomY));
        }

        private static double[] ends(double[] values, double[] more) {
            double[] all = Statistics.sorted(DoubleStream.concat(Arrays.stream(values), Arrays.stream(more))
                    .toArray());
            double low = Statistics.quantile(all, CUT);
            double high = Statistics.quantile(all, 1 - CUT);
            double room = high > low ? ROOM * (high - low) : Math.max(1e-9, 0.1 * Math.abs(low));
            return new double[] {low - room, high + room};
        }
    }

    /**
     * The most telling pairs of columns of numbers: those whose columns say most about each other, then those in which drawn rows
     * differ most from the rows.
     *
     * @param inputs the columns
     * @param rows their cells, column by column
     * @param drawn those of drawn rows, or null
     * @param dependent how many of the first sort
     * @param different how many of the second sort
     */
    public static List<Pair> telling(
            List<Column> inputs, double[][] rows, double[][] drawn, int dependent, int different) {
        int[] numbers = IntStream.range(0, inputs.size())
                .filter(j -> inputs.get(j).kind() == Kind.NUMBER && Statistics.deviation(rows[j]) > 0)
                .toArray();
        int[] some = Arrays.stream(Statistics.evenly(numbers.length, MOST_COLUMNS))
                .map(i -> numbers[i])
                .toArray();
        List<Pair> all = new ArrayList<>();
        for (int a = 0; a < some.length; a++) {
            for (int b = a + 1; b < some.length; b++) {
                all.add(new Pair(some[a], some[b]));
            }
        }
        double[][] fewer = Arrays.stream(rows).map(PairFigures::fewer).toArray(double[][]::new);
        List<Pair> chosen =
                new ArrayList<>(best(all, p -> Dependence.information(fewer[p.first()], fewer[p.second()]), dependent));
        if (drawn != null) {
            List<Pair> left = all.stream().filter(p -> !chosen.contains(p)).toList();
            chosen.addAll(best(
                    left,
                    p -> Dependence.difference(
                            fewer[p.first()], fewer[p.second()], drawn[p.first()], drawn[p.second()]),
                    different));
        }
        return chosen;
    }

    private static double[] fewer(double[] column) {
        return Arrays.stream(Statistics.evenly(column.length, ROWS))
                .mapToDouble(i -> column[i])
                .toArray();
    }

    private static List<Pair> best(List<Pair> pairs, java.util.function.ToDoubleFunction<Pair> measure, int count) {
        record Measured(Pair pair, double value) {}
        return pairs.stream()
                .map(p -> new Measured(p, measure.applyAsDouble(p)))
                .sorted(Comparator.comparingDouble((Measured m) -> -m.value()))
                .limit(count)
                .map(Measured::pair)
                .toList();
    }

    /**
     * A pair as a panel.
     *
     * @param x name of the column across
     * @param y name of the column upwards
     * @param area what is shown
     * @param rowsX the rows' cells
     * @param rowsY the rows' cells
     * @param name of the rows in the legend
     * @param field the model's density, or null
     * @param scores x, y and both components of the score at points of a grid of the plane
     * @param across points of that grid from left to right
     */
    public static Panel panel(
            String x,
            String y,
            Area area,
            double[] rowsX,
            double[] rowsY,
            String name,
            Field field,
            double[] scores,
            int across) {
        int[] some = IntStream.of(Statistics.evenly(rowsX.length, POINTS))
                .filter(i -> Double.isFinite(rowsX[i]) && Double.isFinite(rowsY[i]))
                .toArray();
        Series points = new Series(
                name,
                Mark.POINTS,
                6,
                Arrays.stream(some).mapToDouble(i -> rowsX[i]).toArray(),
                Arrays.stream(some).mapToDouble(i -> rowsY[i]).toArray(),
                null);
        return new Panel(
                "",
                new Axis(x, false, area.left(), area.right()),
                new Axis(y, false, area.bottom(), area.top()),
                List.of(points),
                field,
                arrows(area, scores, across));
    }

    /**
     * Pairs of columns of rows alone, with the rows' own smoothed density.
     *
     * @param inputs the columns
     * @param cells of the rows, column by column
     * @param pairs the pairs
     * @param chosen whether the pairs were chosen and not asked for
     */
    static Figure.Plot ofRows(List<Column> inputs, double[][] cells, List<Pair> pairs, boolean chosen) {
        List<Panel> panels = pairs.stream()
                .map(p -> ofDraws(
                        inputs.get(p.first()).name(),
                        inputs.get(p.second()).name(),
                        cells[p.first()],
                        cells[p.second()],
                        "rows",
                        cells[p.first()],
                        cells[p.second()]))
                .toList();
        String how = chosen
                ? "The pairs of columns of numbers that say most about each other (mutual information in eight intervals each). "
                : "";
        return new Figure.Plot(
                "pairs",
                how
                        + "Contours: the rows' density, smoothed, with 95, 80, 50 and 20 % of the rows inside. Arrows point where it grows fastest.",
                panels);
    }

    private static double[] picked(double[] values, int[] which) {
        return Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }

    /** The density and the score of a pair as drawn rows show them. */
    static Panel ofDraws(
            String x, String y, double[] rowsX, double[] rowsY, String name, double[] drawnX, double[] drawnY) {
        Area area = Area.of(rowsX, rowsY, drawnX, drawnY);
        // a drawn row may lack a cell
        int[] whole = IntStream.range(0, drawnX.length)
                .filter(i -> Double.isFinite(drawnX[i]) && Double.isFinite(drawnY[i]))
                .toArray();
        if (whole.length < FEWEST) {
            return panel(x, y, area, rowsX, rowsY, name, null, new double[0], ARROWS);
        }
        PairDensity density = new PairDensity(picked(drawnX, whole), picked(drawnY, whole));
        double[] arrows = density.scores(area.left(), area.right(), area.bottom(), area.top(), ARROWS);
        Field field = density.field(area.left(), area.right(), area.bottom(), area.top());
        return panel(x, y, area, rowsX, rowsY, name, field, arrows, ARROWS);
    }

    /**
     * Arrows that point where the density grows, in the plane as it is drawn: a component of the score counts as much as its axis is
     * long. The longest reach from one point to the next; lengths are cut there, since scores far out are very long.
     */
    static double[] arrows(Area area, double[] scores, int across) {
        double width = area.right() - area.left();
        double height = area.top() - area.bottom();
        double[] lengths = new double[scores.length / 4];
        Arrays.setAll(lengths, i -> Math.hypot(scores[4 * i + 2] * width, scores[4 * i + 3] * height));
        double usual = Statistics.quantile(Statistics.sorted(lengths), 0.8);
        double[] arrows = new double[scores.length];
        for (int i = 0; i < lengths.length && usual > 0; i++) {
            double reach = 0.85 / across * Math.min(1, lengths[i] / usual) / Math.max(lengths[i], 1e-300);
            double dx = reach * scores[4 * i + 2] * width * width;
            double dy = reach * scores[4 * i + 3] * height * height;
            arrows[4 * i] = scores[4 * i] - dx / 2;
            arrows[4 * i + 1] = scores[4 * i + 1] - dy / 2;
            arrows[4 * i + 2] = scores[4 * i] + dx / 2;
            arrows[4 * i + 3] = scores[4 * i + 1] + dy / 2;
        }
        return arrows;
    }
}
