package org.slicedscore.experiments.implicit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slicedscore.engine.experiment.ExperimentResults.Row;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.experiments.paper.Text;

/** Bias and variance of the entropy gradient's estimates beside theory. */
final class EntropyReport {
    private final List<Row> rows;
    private final Report report;
    private final List<List<String>> lines = new ArrayList<>();
    private final List<double[]> means = new ArrayList<>();
    private final List<double[]> variances = new ArrayList<>();
    private double farthest;
    private int beyondTwo;
    private int entries;

    EntropyReport(List<Row> rows, Report report) {
        this.rows = rows;
        this.report = report;
    }

    void write() {
        rows.forEach(this::add);
        Row any = rows.getLast();
        report.heading("The gradient of a Gaussian's entropy");
        report.paragraph(
                "z = Aε + b in three dimensions has entropy log |det A| + const, whose gradient is A⁻ᵀ. A linear score is learned"
                        + " from " + any.cell().get("fitted")
                        + " samples, and the gradient of the stand-in −s(z)ᵀz, with s(z) held constant, is"
                        + " taken over " + any.cell().get("fresh") + " fresh ones, "
                        + any.cell().get("repeats")
                        + " times. The theory is exact: the learned score is −V S⁻¹(z − z̄), with S the sample covariance and V the mean of vvᵀ"
                        + " over directions, so that slicing adds variance and no bias; the bias is that of S⁻¹, N/(N − d − 2).");
        report.table(
                "entropy",
                "How much too long the gradient is on average, in percent, and its total variance, the sum over the nine entries;"
                        + " simulated beside theory. The score's part of the variance is what more fresh samples do not reduce.",
                List.of(
                        "score",
                        "directions",
                        "too long by, theory",
                        "simulated",
                        "variance, theory",
                        "simulated",
                        "the score's part"),
                lines);
        report.paragraph(String.format(
                Locale.ROOT,
                "Of the %d means and variances of entries, %d are more than two standard errors from theory (chance alone: about %.0f);"
                        + " the farthest is %.1f away.",
                entries,
                beyondTwo,
                0.0455 * entries,
                farthest));
        report.figure(new Figure.Plot(
                "entropy-entries",
                "Every entry of the gradient's estimate: its mean and its variance, simulated against theory; on the line they agree.",
                List.of(panel("mean", means), panel("variance", variances))));
    }

    private void add(Row row) {
        EntropyTheory theory = EntropyCells.theory(row.cell());
        double repeats = row.cell().integer("repeats");
        double[] simulated = row.numbers("mean");
        double[] spread = row.numbers("variance");
        double[] spreadErrors = row.numbers("variance_se");
        int d = EntropyCells.FACTOR.length;
        double variance = 0;
        double learned = 0;
        double[] mean = new double[3 * d * d];
        double[] var = new double[3 * d * d];
        for (int i = 0; i < d * d; i++) {
            int r = i / d;
            int c = i % d;
            double error = Math.sqrt(spread[i] / repeats);
            variance += theory.variance(r, c);
            learned += theory.learned(r, c);
            count((simulated[i] - theory.mean(r, c)) / error);
            count((spread[i] - theory.variance(r, c)) / spreadErrors[i]);
            put(mean, i, theory.mean(r, c), simulated[i], error);
            put(var, i, theory.variance(r, c), spread[i], spreadErrors[i]);
        }
        means.add(mean);
        variances.add(var);
        boolean sliced = row.cell().get("method").startsWith("ssm");
        lines.add(List.of(
                row.cell().get("method").equals(EntropyCells.KNOWN)
                        ? "known"
                        : row.cell().get("method"),
                sliced ? row.cell().get("directions") + " " + row.cell().get("projection") : Text.NONE,
                Text.fixed(100 * (theory.factor() - 1), 2),
                Text.plusMinus(100 * (row.number("along") - 1), 100 * row.number("along_se")),
                Text.digits(variance, 4),
                Text.plusMinus(row.number("total"), row.number("total_se")),
                Text.digits(learned, 4)));
    }

    private void count(double z) {
        entries++;
        beyondTwo += Math.abs(z) > 2 ? 1 : 0;
        farthest = Math.max(farthest, Math.abs(z));
    }

    private static void put(double[] into, int i, double x, double y, double error) {
        into[3 * i] = x;
        into[3 * i + 1] = y;
        into[3 * i + 2] = error;
    }

    private Panel panel(String what, List<double[]> entries) {
        List<Series> series = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < entries.size(); k++) {
            double[] x = every(entries.get(k), 0);
            double[] y = every(entries.get(k), 1);
            series.add(new Series(
                    rows.get(k).cell().id().substring(Implicit.ENTROPY.length() + 1),
                    Mark.POINTS,
                    k,
                    x,
                    y,
                    every(entries.get(k), 2)));
            for (double v : x) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        series.add(new Series(
                "theory", Mark.LINE, entries.size(), new double[] {low, high}, new double[] {low, high}, null));
        return new Panel(what, Axis.linear(what + ", theory"), Axis.linear(what + ", simulated"), series);
    }

    private static double[] every(double[] values, int from) {
        double[] out = new double[values.length / 3];
        Arrays.setAll(out, i -> values[3 * i + from]);
        return out;
    }
}
