package org.slicedscore.experiments.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentResults.Row;
import org.slicedscore.engine.experiment.Report;

/** Log-likelihoods by set and method, divergences from the truth, and how often a method is the best. */
final class LikelihoodReport {
    private final ExperimentResults results;
    private final List<String> sets;
    private final List<String> methods;

    LikelihoodReport(ExperimentResults results) {
        this.results = results;
        sets = results.values("set");
        List<String> all = new ArrayList<>(results.values("method"));
        all.remove(Densities.PEERS);
        all.addAll(Peers.IDS);
        methods = all;
    }

    void write(Report report) {
        report.heading("Held-out log-likelihood");
        report.paragraph("A tenth of the distinct rows is held out for testing in each of "
                + results.setup().seeds()
                + " random divisions. All methods learn from the same rows in the same coordinates (columns whitened; quantised "
                + "columns spread over their steps, with noise of 0.05, as `ssm train` does by default) and are judged on the "
                + "same. Models at all noise levels have their density at σ = 0.02, by the probability flow. The mixture's number of "
                + "components is chosen by the validation rows, the bandwidth of the kernel density by the likelihood of "
                + "training rows left out. `mlp-energy` and `dkef` learn at one noise level; their log Z is from annealed importance "
                + "sampling, and a value in brackets has a log Z that is not to be trusted.");
        List<String> header = new ArrayList<>(List.of("set", "rows", "columns"));
        header.addAll(methods);
        List<List<String>> rows = new ArrayList<>();
        for (String set : sets) {
            List<String> row = new ArrayList<>(List.of(set, number(set, "rows"), number(set, "columns")));
            List<String> best = best(set);
            for (String method : methods) {
                String text = Nats.plusMinus(values(set, method));
                row.add(untrusted(set, method) ? "(" + text + ")" : best.contains(method) ? text + " *" : text);
            }
            rows.add(row);
        }
        report.table(
                "log-likelihood",
                "Nats a row, higher is better: mean and standard error over divisions. * the best, or behind it by no more "
                        + "than the standard error of the difference over divisions.",
                header,
                rows);
        divergences(report);
        summary(report);
        Maps.write(results, report);
    }

    private String number(String set, String name) {
        return String.valueOf(Math.round(
                results.where("set", set, "method", Densities.PEERS).getFirst().number(name)));
    }

    /** A value of all divisions; NaN where there is none. */
    private double[] values(String set, String method) {
        String cell = Peers.IDS.contains(method) || method.equals("truth") ? Densities.PEERS : method;
        return results.where("set", set, "method", cell).stream()
                .mapToDouble(row -> row.number(method))
                .toArray();
    }

    private boolean untrusted(String set, String method) {
        return results.where("set", set, "method", method).stream()
                .anyMatch(row -> Boolean.FALSE.equals(row.values().get("log_z_trusted")));
    }

    /** The methods that are the best on a set, or within a standard error of the difference. */
    private List<String> best(String set) {
        List<String> known = methods.stream()
                .filter(method -> !untrusted(set, method) && !Double.isNaN(Learned.mean(values(set, method))))
                .toList();
        String first = known.stream()
                .max((a, b) -> Double.compare(Learned.mean(values(set, a)), Learned.mean(values(set, b))))
                .orElseThrow();
        double[] most = values(set, first);
        return known.stream()
                .filter(method -> {
                    double[] behind = Nats.minus(most, values(set, method));
                    double error = Nats.standardError(behind);
                    return method.equals(first) || Learned.mean(behind) <= error;
                })
                .toList();
    }

    private void divergences(Report report) {
        List<List<String>> rows = new ArrayList<>();
        for (String set : sets) {
            double[] truth = values(set, "truth");
            if (Double.isNaN(Learned.mean(truth))) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(set, Nats.plusMinus(truth)));
            for (String method : methods) {
                String text = Nats.plusMinus(Nats.minus(truth, values(set, method)));
                row.add(untrusted(set, method) ? "(" + text + ")" : text);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            return;
        }
        List<String> header = new ArrayList<>(List.of("set", "log-likelihood of the truth"));
        header.addAll(methods);
        report.table(
                "divergence",
                "The Kullback–Leibler divergence of each method's density from the true one, in nats: the mean over test rows of the "
                        + "difference of log-densities, and its standard error over divisions. Each division has rows of its own.",
                header,
                rows);
    }

    private void summary(Report report) {
        Map<String, Integer> times = new LinkedHashMap<>();
        sets.forEach(set -> best(set).forEach(method -> times.merge(method, 1, Integer::sum)));
        List<List<String>> rows = new ArrayList<>();
        for (String method : methods) {
            long behind =
                    sets.stream().filter(set -> behindGaussian(set, method)).count();
            double difference = sets.stream()
                    .mapToDouble(set -> Learned.mean(values(set, method)) - Learned.mean(values(set, Peers.GAUSSIAN)))
                    .average()
                    .orElse(Double.NaN);
            boolean trained = !Peers.IDS.contains(method);
            rows.add(List.of(
                    method,
                    times.getOrDefault(method, 0) + " of " + sets.size(),
                    String.valueOf(behind),
                    Nats.fixed(difference, 2),
                    trained ? Nats.fixed(average(method, "seconds"), 1) : Nats.NONE,
                    trained ? Nats.fixed(average(method, "steps"), 0) : Nats.NONE));
        }
        report.table(
                "methods",
                "How often a method is the best or within a standard error of it, and how often it is behind a Gaussian by more than a "
                        + "standard error.",
                List.of(
                        "method",
                        "best",
                        "behind a Gaussian",
                        "ahead of a Gaussian, nats, mean over sets",
                        "seconds of training",
                        "steps"),
                rows);
    }

    /** Whether it is behind by more than the standard error of the difference, and by what the tables show. */
    private boolean behindGaussian(String set, String method) {
        double[] behind = Nats.minus(values(set, Peers.GAUSSIAN), values(set, method));
        return Learned.mean(behind) > Math.max(Nats.standardError(behind), 5e-4);
    }

    private double average(String method, String value) {
        return Arrays.stream(results.where("method", method).stream()
                        .mapToDouble((Row row) -> row.number(value))
                        .toArray())
                .average()
                .orElse(Double.NaN);
    }
}
