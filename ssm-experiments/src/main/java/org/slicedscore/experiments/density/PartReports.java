package org.slicedscore.experiments.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentResults.Row;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.PlaneMap;

/** Weights of modes, and the conditional density. */
final class PartReports {
    private PartReports() {}

    static void write(ExperimentResults results, Report report) {
        results.where("part", Densities.WEIGHTS).forEach(row -> weights(row, report));
        results.where("part", Densities.CONDITIONS).forEach(row -> conditions(row, report));
    }

    private static void weights(Row row, Report report) {
        double[] shares = row.numbers("shares");
        double[] learnedFrom = row.numbers("learned_from");
        report.heading("Weights of modes");
        report.paragraph(String.format(
                Locale.ROOT,
                "Eight Gaussians with weights 1 : 2 : … : 8 (`%s`, %s rows), learned by the default; %s rows drawn by Heun's method, "
                        + "each counted for the nearest Gaussian.",
                ModeWeights.SOURCE,
                row.cell().get("rows"),
                row.cell().get("draws")));
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < ModeWeights.MODES; k++) {
            double weight = ModeWeights.weight(k);
            double error = Math.sqrt(weight * (1 - weight) / row.cell().integer("draws"));
            rows.add(List.of(
                    String.valueOf(k + 1),
                    Nats.fixed(weight, 4),
                    Nats.fixed(learnedFrom[k], 4),
                    Nats.fixed(shares[k], 4) + " ± " + Nats.fixed(error, 4),
                    Nats.fixed(100 * (shares[k] / weight - 1), 1) + " %"));
        }
        report.table(
                "weights",
                "Shares of rows; the standard error is that of counting.",
                List.of("Gaussian", "true weight", "rows learned from", "rows drawn", "drawn against true"),
                rows);
    }

    private static void conditions(Row row, Report report) {
        report.heading("A conditional density");
        report.paragraph(String.format(
                Locale.ROOT,
                "Given c ~ U(−2, 2) and a category k, 0 or 1: x = sin 2c + 1.5k + 0.3ε and y = ±c + 0.2ε′, each sign with "
                        + "probability ½. The default, trained on %s rows with c and k as conditions, has a Kullback–Leibler divergence "
                        + "E log p(x, y | c, k)/q(x, y | c, k) of %s ± %s nats on held-out rows (standard error over rows).",
                row.cell().get("rows"),
                Nats.fixed(row.number("divergence"), 3),
                Nats.fixed(row.number("divergence_error"), 3)));
        List<PlaneMap> maps = new ArrayList<>();
        List<PlaneMap> learned = new ArrayList<>();
        for (int i = 0; i < Conditioned.SHOWN.length; i++) {
            double[] given = Conditioned.SHOWN[i];
            double[] grid = Conditioned.PLANE.grid(Plane.CELLS, given);
            double[] truth = new double[Plane.CELLS * Plane.CELLS];
            Arrays.setAll(truth, k -> Conditioned.logDensity(Arrays.copyOfRange(grid, 4 * k, 4 * k + 4)));
            double greatest = Arrays.stream(truth).max().orElseThrow();
            String title = String.format(Locale.ROOT, "c = %.1f, k = %.0f", given[0], given[1]);
            maps.add(Conditioned.PLANE.density(title.replace('-', '−'), truth, greatest, new double[0], 1));
            learned.add(Conditioned.PLANE.density("learned", row.numbers("map_" + i), greatest, new double[0], 1));
        }
        maps.addAll(learned);
        report.figure(new Figure.Maps(
                "conditions",
                "p(x, y | c, k) for four conditions, above the truth and below what was learned; x across, y up. Shades are the root "
                        + "of the density.",
                Conditioned.SHOWN.length,
                maps));
    }
}
