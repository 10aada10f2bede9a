package org.slicedscore.experiments.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;

/** Pictures of several detectors on several data sets. */
final class AnomalyFigures {
    /** Quantiles of the studentised range by the number of methods from 2 on, over √2: Demšar 2006, table 5a, α = 0.05. */
    private static final double[] NEMENYI = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};

    private AnomalyFigures() {}

    /**
     * A point for each set and detector.
     *
     * @param name of the file
     * @param measure what is measured
     * @param methods the detectors, in the order of the values
     * @param sets the data sets, in the order of the values
     * @param values [method][set]
     */
    static Figure sets(String name, String measure, List<String> methods, List<String> sets, double[][] values) {
        double[] x = new double[sets.size()];
        Arrays.setAll(x, i -> i + 1);
        List<Series> series = new ArrayList<>();
        for (int m = methods.size() - 1; m >= 0; m--) {
            series.add(new Series(methods.get(m), Mark.POINTS, m, x, values[m], null));
        }
        Axis y = new Axis(measure, false, Double.NaN, 1);
        return new Figure.Plot(
                name,
                measure + " of each detector on each set, mean over the seeds.",
                List.of(new Panel("", Axis.categories("set", sets), y, series)));
    }

    /**
     * The mean rank of each detector with half of Nemenyi's critical difference on either side: detectors whose bars do not
     * overlap differ at the 5 % level.
     *
     * <p>Source: Demšar 2006, "Statistical comparisons of classifiers over multiple data sets", JMLR 7, section 3.2.2.
     *
     * @param values [method][set], larger is better
     */
    static Figure ranks(String name, String measure, List<String> methods, double[][] values) {
        double[] x = new double[methods.size()];
        Arrays.setAll(x, m -> m + 1);
        double difference = criticalDifference(methods.size(), values[0].length);
        double[] half = new double[x.length];
        Arrays.fill(half, difference / 2);
        return new Figure.Plot(
                name,
                String.format(
                        Locale.ROOT,
                        "Mean rank in %s over the sets, 1 for the best. Where bars do not overlap, detectors differ at the 5 %% "
                                + "level (Nemenyi's critical difference, %.2f).",
                        measure,
                        difference),
                List.of(new Panel(
                        "",
                        Axis.categories("detector", methods),
                        Axis.linear("mean rank"),
                        List.of(new Series("mean rank", Mark.POINTS, 0, x, meanRanks(values), half)))));
    }

    /** The difference in mean ranks from which on two of k methods differ over n sets at the 5 % level. */
    static double criticalDifference(int k, int n) {
        if (k < 2 || k > NEMENYI.length + 1) {
            throw new IllegalArgumentException("no quantile for " + k + " methods");
        }
        return NEMENYI[k - 2] * Math.sqrt(k * (k + 1) / (6.0 * n));
    }

    /** The mean over the sets of each method's rank, ties sharing theirs. */
    static double[] meanRanks(double[][] values) {
        int sets = values[0].length;
        double[] ranks = new double[values.length];
        for (int m = 0; m < values.length; m++) {
            for (int s = 0; s < sets; s++) {
                double rank = 0.5;
                for (double[] other : values) {
                    rank += other[s] > values[m][s] ? 1 : other[s] == values[m][s] ? 0.5 : 0;
                }
                ranks[m] += rank / sets;
            }
        }
        return ranks;
    }
}
