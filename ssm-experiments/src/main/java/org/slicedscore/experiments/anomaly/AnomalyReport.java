package org.slicedscore.experiments.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentResults.Row;
import org.slicedscore.engine.experiment.Report;

/** What the benchmark shows: a table for each protocol, comparisons over the sets, and false-alarm rates. */
final class AnomalyReport {
    /** Standard normal quantile of a two-sided 95 % interval. */
    private static final double NORMAL = 1.959964;

    private final ExperimentResults results;
    private final List<String> methods;

    AnomalyReport(ExperimentResults results) {
        this.results = results;
        List<String> all = new ArrayList<>(List.of(AnomalyBenchmark.DETECT));
        String peers = results.rows().getFirst().cell().get("peers");
        all.addAll(peers.isBlank() ? List.of() : List.of(peers.split(",")));
        methods = List.copyOf(all);
    }

    void write(Report report) {
        for (String protocol : results.values("protocol")) {
            List<String> sets = sets(protocol);
            report.heading(title(protocol));
            report.paragraph(about(protocol));
            measure(report, protocol, sets, "auroc", "AUROC");
            measure(report, protocol, sets, "ap", "Average precision");
            compare(report, protocol, sets);
            if (protocol.equals(AnomalyBenchmark.RANDOM)) {
                falseAlarms(report, protocol, sets);
            }
            seconds(report, protocol);
            if (protocol.equals(AnomalyBenchmark.PUBLISHED)) {
                check(report);
            }
        }
    }

    private List<String> sets(String protocol) {
        return results.where("protocol", protocol).stream()
                .map(row -> row.cell().get("set"))
                .distinct()
                .toList();
    }

    private static String title(String protocol) {
        return switch (protocol) {
            case AnomalyBenchmark.RANDOM -> "Random halves";
            case AnomalyBenchmark.PUBLISHED -> "The published halves";
            case AnomalyBenchmark.LITTLE -> "5 % of the rows to learn from are strange";
            default -> "20 % of the rows to learn from are strange";
        };
    }

    private static String about(String protocol) {
        return switch (protocol) {
            case AnomalyBenchmark.RANDOM ->
                "Half of the normal rows at random to learn from, copies of a row on one side; the other half and all strange "
                        + "rows are told apart. Single detectors learn from all of the half, columns standardised; `detect` "
                        + "holds out rows for its p-values.";
            case AnomalyBenchmark.PUBLISHED ->
                "The first half of the normal rows in the order of the file to learn from, drawn with replacement up to 1000 "
                        + "rows where a set has fewer. Where files are sorted, as letter's is, the halves differ, and ranking "
                        + "is about that; the copies that drawing makes favour methods that look at the nearest row. Given "
                        + "for comparison with published numbers alone.";
            default ->
                "As random halves, with strange rows mixed into the rows to learn from (at most half of all strange rows; the "
                        + "normal ones are thinned out where those are too few). `detect` is told the share; single detectors "
                        + "take all rows as normal.";
        };
    }

    private double mean(String protocol, String set, String value) {
        return results.where("protocol", protocol, "set", set).stream()
                .mapToDouble(row -> row.number(value))
                .average()
                .orElse(Double.NaN);
    }

    private void measure(Report report, String protocol, List<String> sets, String value, String name) {
        List<List<String>> rows = new ArrayList<>();
        double[] sums = new double[methods.size()];
        double[][] values = new double[methods.size()][sets.size()];
        for (String set : sets) {
            List<String> row = new ArrayList<>(List.of(set));
            for (int m = 0; m < sums.length; m++) {
                double mean = mean(protocol, set, methods.get(m) + "." + value);
                sums[m] += mean / sets.size();
                values[m][rows.size()] = mean;
                row.add(fixed(mean));
            }
            rows.add(row);
        }
        List<String> last = new ArrayList<>(List.of("mean"));
        Arrays.stream(sums).forEach(sum -> last.add(fixed(sum)));
        rows.add(last);
        report.figure(AnomalyFigures.sets(protocol + "-" + value + "-sets", name, methods, sets, values));
        if (methods.size() > 1) {
            report.figure(AnomalyFigures.ranks(protocol + "-" + value + "-ranks", name, methods, values));
        }
        List<String> header = new ArrayList<>(List.of("set"));
        header.addAll(methods);
        report.table(
                protocol + "-" + value,
                name + ", mean of " + results.values("seed").size() + " seeds.",
                header,
                rows);
    }

    private void compare(Report report, String protocol, List<String> sets) {
        List<List<String>> rows = new ArrayList<>();
        for (String method : methods.subList(1, methods.size())) {
            double[] area = differences(protocol, sets, method, "auroc");
            double[] precision = differences(protocol, sets, method, "ap");
            rows.add(List.of(
                    method,
                    signed(Arrays.stream(area).average().orElse(Double.NaN)),
                    wins(area),
                    probability(Wilcoxon.pValue(area)),
                    signed(Arrays.stream(precision).average().orElse(Double.NaN)),
                    wins(precision),
                    probability(Wilcoxon.pValue(precision))));
        }
        report.table(
                protocol + "-compared",
                "`detect` against each: mean difference over sets, sets won and lost, two-sided p of Wilcoxon's signed-rank test.",
                List.of("detector", "AUROC", "won : lost", "p", "AP", "won : lost", "p"),
                rows);
    }

    private double[] differences(String protocol, List<String> sets, String method, String value) {
        return sets.stream()
                .mapToDouble(set -> mean(protocol, set, AnomalyBenchmark.DETECT + "." + value)
                        - mean(protocol, set, method + "." + value))
                .toArray();
    }

    private static String wins(double[] differences) {
        return Arrays.stream(differences).filter(d -> d > 0).count() + " : "
                + Arrays.stream(differences).filter(d -> d < 0).count();
    }

    /** Rates of a run scatter with its calibration rows, so the interval is over runs and not over rows. */
    private void falseAlarms(Report report, String protocol, List<String> sets) {
        List<List<String>> rows = new ArrayList<>();
        for (double level : new double[] {0.01, 0.05}) {
            String value = level == 0.01 ? "false_01" : "false_05";
            List<Row> all = results.where("protocol", protocol);
            rows.add(rate("all sets", level, all, row -> row.number(value)));
            List<Row> able = all.stream()
                    .filter(row -> row.number("calibration") + 1 >= 5 / level)
                    .toList();
            if (!able.isEmpty() && able.size() < all.size()) {
                rows.add(rate(
                        "runs with at least " + Math.round(5 / level - 1) + " calibration rows",
                        level,
                        able,
                        row -> row.number(value)));
            }
        }
        report.table(
                protocol + "-false-alarms",
                "Share of normal rows with p ≤ α: mean over runs and 95 % interval of the mean. As p-values are multiples of "
                        + "1/(n + 1) for n calibration rows, ⌊α(n + 1)⌋/(n + 1) is attainable, less than α where n is small.",
                List.of("runs", "α", "attainable", "share", "95 % interval", "number of runs"),
                rows);
    }

    private static List<String> rate(String name, double level, List<Row> rows, ToDoubleFunction<Row> value) {
        double[] rates = rows.stream().mapToDouble(value).toArray();
        double mean = Arrays.stream(rates).average().orElse(Double.NaN);
        double square = Arrays.stream(rates).map(r -> (r - mean) * (r - mean)).sum();
        double error = NORMAL * Math.sqrt(square / Math.max(1, rates.length - 1) / rates.length);
        double attainable = rows.stream()
                .mapToDouble(row -> row.number("calibration") + 1)
                .map(n -> Math.floor(level * n * (1 + 1e-12)) / n)
                .average()
                .orElse(Double.NaN);
        return List.of(
                name,
                String.valueOf(level),
                String.format(Locale.ROOT, "%.4f", attainable),
                String.format(Locale.ROOT, "%.4f", mean),
                String.format(Locale.ROOT, "%.4f to %.4f", mean - error, mean + error),
                String.valueOf(rates.length));
    }

    private void seconds(Report report, String protocol) {
        List<List<String>> rows = new ArrayList<>();
        for (String method : methods) {
            rows.add(List.of(
                    method, total(protocol, method + ".fit_seconds"), total(protocol, method + ".score_seconds")));
        }
        report.table(
                protocol + "-seconds",
                "Seconds over all sets, mean of the seeds, on all cores.",
                List.of("detector", "learning", "scoring"),
                rows);
    }

    private String total(String protocol, String value) {
        double sum = results.where("protocol", protocol).stream()
                .mapToDouble(row -> row.number(value))
                .sum();
        return String.format(Locale.ROOT, "%.1f", sum / results.values("seed").size());
    }

    /** Where no random number enters, published values must come out again. */
    private void check(Report report) {
        List<List<String>> rows = new ArrayList<>();
        String[][] known = {{"cardio", "0.9200"}, {"letter", "0.3543"}};
        for (String[] set : known) {
            double here = mean(AnomalyBenchmark.PUBLISHED, set[0], "knn.auroc");
            if (!Double.isNaN(here)) {
                rows.add(List.of(set[0], set[1], String.format(Locale.ROOT, "%.4f", here)));
            }
        }
        if (!rows.isEmpty()) {
            report.table(
                    "published-check",
                    "AUROC of the fifth neighbour's distance, where no random number enters.",
                    List.of("set", "published", "here"),
                    rows);
        }
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    private static String probability(double p) {
        return p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }
}
