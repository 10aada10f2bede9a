package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.slicedscore.data.schema.Column;
import org.slicedscore.engine.detect.Proportion;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.report.run.PairFigures.Area;
import org.slicedscore.report.run.PairFigures.Pair;
import org.slicedscore.report.statistics.Bins;

/** How a detector is calibrated, how its scores lie, and where the strange rows are. */
public final class DetectorFigures {
    private static final double[] LEVELS = {
        0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5
    };

    /** Where the held-out rows of one part are divided for a check. */
    private static final int FIFTHS = 5;

    private static final int INTERVALS = 40;
    private static final int PAIRS = 3;

    private DetectorFigures() {}

    /**
     * A check of the calibration: the share of the rows of each part that a level flags when the others calibrate it.
     *
     * @param level the level
     * @param flagged the share with its interval
     */
    public record Checked(double level, Proportion flagged) {}

    /**
     * Judges the held-out rows of each part by those of the other parts; those of a single part by fifths.
     *
     * @param parts scores of the held-out rows
     */
    public static List<Checked> checked(double[][] parts) {
        double[][] groups = parts.length > 1 ? parts : fifths(parts[0]);
        double[] all =
                Arrays.stream(groups).flatMapToDouble(Arrays::stream).sorted().toArray();
        List<double[]> pValues = new ArrayList<>();
        int fewest = Integer.MAX_VALUE;
        for (double[] group : groups) {
            double[] own = group.clone();
            Arrays.sort(own);
            pValues.add(Arrays.stream(own)
                    .map(s -> (1.0 + atLeast(all, s) - atLeast(own, s)) / (all.length - own.length + 1))
                    .toArray());
            fewest = Math.min(fewest, all.length - own.length);
        }
        double least = 1.0 / (fewest + 1);
        List<Checked> checked = new ArrayList<>();
        for (double level : LEVELS) {
            if (level >= least) {
                long hits = pValues.stream()
                        .flatMapToDouble(Arrays::stream)
                        .filter(p -> p <= level)
                        .count();
                checked.add(new Checked(level, new Proportion(hits, all.length)));
            }
        }
        return checked;
    }

    /** Five groups at random, always the same. */
    private static double[][] fifths(double[] scores) {
        double[] shuffled = scores.clone();
        Random random = new Random(1);
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        return IntStream.range(0, FIFTHS)
                .mapToObj(k -> IntStream.range(0, shuffled.length)
                        .filter(i -> i % FIFTHS == k)
                        .mapToDouble(i -> shuffled[i])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static long atLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sorted.length - low;
    }

    /**
     * The calibration and the scores.
     *
     * @param parts scores of the held-out rows
     */
    public static Figure.Plot of(double[][] parts) {
        List<Panel> panels = new ArrayList<>();
        List<Checked> checked = checked(parts);
        if (!checked.isEmpty()) {
            panels.add(calibration(checked));
        }
        panels.add(scores(parts));
        return new Figure.Plot(
                "calibration",
                "Left: the held-out rows of each part, judged by those of the other parts (those of a single part by fifths): the share that "
                        + "a level flags is to be the level. The band is Wilson's interval of 95 %. Right: scores of the held-out rows; "
                        + "beyond the dashed lines rows are flagged at 5 % and at 1 %.",
                panels);
    }

    private static Panel calibration(List<Checked> checked) {
        double[] x = checked.stream().mapToDouble(Checked::level).toArray();
        double[] middle = checked.stream()
                .mapToDouble(c -> (c.flagged().low() + c.flagged().high()) / 2)
                .toArray();
        double[] half = checked.stream()
                .mapToDouble(c -> (c.flagged().high() - c.flagged().low()) / 2)
                .toArray();
        double[] share = checked.stream().mapToDouble(c -> c.flagged().share()).toArray();
        double low = 0.5 * x[0];
        return new Panel(
                "Calibration",
                new Axis("level α", true, 0.8 * x[0], 0.6),
                new Axis("share of held-out rows flagged", true, low, 1),
                List.of(
                        new Series("interval of 95 %", Mark.BAND, 0, x, middle, half),
                        new Series("as it is to be", Mark.DASHES, 7, x, x, null),
                        new Series("flagged", Mark.POINTS_AND_LINE, 0, x, share, null)));
    }

    private static Panel scores(double[][] parts) {
        double[] all =
                Arrays.stream(parts).flatMapToDouble(Arrays::stream).sorted().toArray();
        double[] finite = Arrays.stream(all).filter(s -> s < Double.MAX_VALUE).toArray();
        Bins bins = Bins.of(finite, 0, INTERVALS);
        List<Series> series = new ArrayList<>();
        series.add(new Series("held-out rows", Mark.BARS, 0, bins.centres(), bins.counts(finite), null));
        for (double level : new double[] {0.05, 0.01}) {
            int flagged = (int) Math.floor(level * (all.length + 1)) - 1;
            if (flagged >= 0) {
                double threshold = all[all.length - 1 - flagged];
                series.add(new Series(
                        "flagged at 5 % and 1 %", Mark.RULES, 1, new double[] {threshold}, new double[] {0}, null));
            }
        }
        return new Panel(
                "Scores", Axis.linear("score, larger is stranger"), new Axis("rows", false, 0, Double.NaN), series);
    }

    /**
     * Pairs of columns with the flagged rows.
     *
     * @param inputs the columns
     * @param columns cells of the held-out rows, column by column
     * @param flagged which of the rows are flagged
     * @param pairs the pairs to show; none to choose them
     */
    static Figure.Plot pairs(List<Column> inputs, double[][] columns, boolean[] flagged, List<Pair> pairs) {
        List<Pair> chosen = pairs.isEmpty() ? PairFigures.telling(inputs, columns, null, PAIRS, 0) : pairs;
        List<Panel> panels = new ArrayList<>();
        for (Pair pair : chosen) {
            double[] x = columns[pair.first()];
            double[] y = columns[pair.second()];
            Series normal = points("held-out rows", 7, x, y, flagged, false);
            Series strange = points("flagged at 1 %", 1, x, y, flagged, true);
            Area area = Area.of(x, y, normal.x(), normal.y()).with(strange.x(), strange.y());
            panels.add(new Panel(
                    "",
                    new Axis(inputs.get(pair.first()).name(), false, area.left(), area.right()),
                    new Axis(inputs.get(pair.second()).name(), false, area.bottom(), area.top()),
                    List.of(normal, strange)));
        }
        return new Figure.Plot(
                "pairs",
                "Pairs of columns of numbers that say most about each other (mutual information in eight intervals each); a row may be "
                        + "strange for other columns than these.",
                panels);
    }

    private static Series points(String name, int colour, double[] x, double[] y, boolean[] flagged, boolean which) {
        int[] shown = IntStream.range(0, x.length)
                .filter(i -> flagged[i] == which && Double.isFinite(x[i]) && Double.isFinite(y[i]))
                .toArray();
        return new Series(
                name,
                Mark.POINTS,
                colour,
                Arrays.stream(shown).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(shown).mapToDouble(i -> y[i]).toArray(),
                null);
    }

    /** The cells of some rows, column by column. */
    static double[][] columns(org.slicedscore.data.Table table, int[] rows) {
        return IntStream.range(0, table.dim())
                .mapToObj(j -> table.column(j, rows))
                .toArray(double[][]::new);
    }
}
