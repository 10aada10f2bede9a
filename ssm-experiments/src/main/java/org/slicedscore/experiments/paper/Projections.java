package org.slicedscore.experiments.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;

/**
 * The variance of the sliced trace (1/M) Σ vᵀHv for each projection, several matrices H and M, and that of the two sliced
 * losses, against their formulas.
 */
public final class Projections implements Experiment {
    private static final int DIM = 16;
    private static final int[] DIRECTIONS = {1, 2, 4, 8, 16};
    private static final double[] DISTANCES = {0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.5};
    private static final int DRAWS = 40_000;
    private static final int QUICK_DRAWS = 4_000;

    /** A variance below this share of (tr H)² is rounding. */
    private static final double ROUNDING = 1e-9;

    /** For the service loader. */
    public Projections() {}

    @Override
    public String id() {
        return "projections";
    }

    @Override
    public String title() {
        return "Variance of the sliced trace, by projection, matrix and number of directions";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 3 and appendix; Hutchinson 1989; Avron and Toledo 2011";
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 2 : 5;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 15 : 90;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        List<Cell> cells = new ArrayList<>();
        String draws = String.valueOf(setup.quick() ? QUICK_DRAWS : DRAWS);
        List<String> projections = Plugins.installed(setup.catalog(), PluginKind.PROJECTION, ProjectionTheory.IDS);
        for (String matrix : Quadratic.NAMES) {
            for (String projection : projections) {
                for (int seed = 1; seed <= setup.seeds(); seed++) {
                    cells.add(cell("trace", matrix, projection, seed, draws, 1));
                }
            }
        }
        for (int seed = 1; seed <= setup.seeds(); seed++) {
            cells.add(cell("loss", "correlated", "gaussian", seed, draws, 2));
        }
        return cells;
    }

    private static Cell cell(String kind, String matrix, String projection, int seed, String draws, double seconds) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("value", kind);
        settings.put("matrix", matrix);
        settings.put("projection", projection);
        settings.put("dim", String.valueOf(DIM));
        settings.put("draws", draws);
        settings.put("seed", String.valueOf(seed));
        return new Cell(kind + "-" + matrix + "-" + projection + "-" + seed, settings, seconds);
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        return cell.get("value").equals("trace") ? trace(cell, work) : loss(cell, work);
    }

    private static Map<String, Object> trace(Cell cell, Work work) {
        Quadratic matrix = Quadratic.of(cell.get("matrix"), cell.integer("dim"));
        Map<String, String> settings = Map.of("model", "gaussian", "projection", cell.get("projection"));
        double[] mean = new double[DIRECTIONS.length];
        double[] variance = new double[DIRECTIONS.length];
        double[] error = new double[DIRECTIONS.length];
        for (int i = 0; i < DIRECTIONS.length; i++) {
            work.checkStop();
            work.progress((double) i / DIRECTIONS.length, "M = " + DIRECTIONS[i]);
            double[] values = RowLosses.draw(
                    RowLosses.Value.CURVATURE,
                    settings,
                    DIRECTIONS[i],
                    matrix,
                    new double[matrix.dim()],
                    cell.integer("draws"),
                    cell.integer("seed"),
                    100 * Quadratic.NAMES.indexOf(matrix.name()) + i,
                    work.setup());
            mean[i] = Moments.mean(values);
            variance[i] = Moments.variance(values);
            error[i] = Moments.standardErrorOfVariance(values);
        }
        return values(Arrays.stream(DIRECTIONS).asDoubleStream().toArray(), mean, variance, error);
    }

    private static Map<String, Object> loss(Cell cell, Work work) {
        Quadratic matrix = Quadratic.of(cell.get("matrix"), cell.integer("dim"));
        Map<String, Object> result = new LinkedHashMap<>();
        for (String objective : List.of("ssm", "ssm-vr")) {
            double[] mean = new double[DISTANCES.length];
            double[] variance = new double[DISTANCES.length];
            double[] error = new double[DISTANCES.length];
            for (int i = 0; i < DISTANCES.length; i++) {
                work.checkStop();
                work.progress(0.5 * i / DISTANCES.length, objective);
                double[] values = RowLosses.draw(
                        RowLosses.Value.LOSS,
                        Map.of("model", "gaussian", "objective", objective, "projection", cell.get("projection")),
                        1,
                        matrix,
                        at(DISTANCES[i]),
                        cell.integer("draws"),
                        cell.integer("seed"),
                        1000 + 2 * i + (objective.equals("ssm") ? 0 : 1),
                        work.setup());
                mean[i] = Moments.mean(values);
                variance[i] = Moments.variance(values);
                error[i] = Moments.standardErrorOfVariance(values);
            }
            result.put(objective, values(DISTANCES, mean, variance, error));
        }
        Map<String, Object> flat = new LinkedHashMap<>();
        result.forEach((objective, map) ->
                ((Map<?, ?>) map).forEach((name, values) -> flat.put(objective + "." + name, values)));
        return flat;
    }

    /** A row at a given distance from the mean, in an arbitrary direction. */
    private static double[] at(double distance) {
        return IntStream.range(0, DIM)
                .mapToDouble(j -> distance * Math.cos(1 + j))
                .toArray();
    }

    private static Map<String, Object> values(double[] x, double[] mean, double[] variance, double[] error) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", x);
        map.put("mean", mean);
        map.put("variance", variance);
        map.put("variance_se", error);
        return map;
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        Agreement agreement = new Agreement();
        List<Panel> panels = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        List<String> projections = results.where("value", "trace").stream()
                .map(r -> r.cell().get("projection"))
                .distinct()
                .toList();
        for (String name : Quadratic.NAMES) {
            Quadratic matrix = Quadratic.of(name, DIM);
            List<Series> series = new ArrayList<>();
            for (String projection : projections) {
                int colour = ProjectionTheory.IDS.indexOf(projection);
                Pooled pooled =
                        Pooled.of(results.where("value", "trace", "matrix", name, "projection", projection), "");
                double[] theory = new double[pooled.x().length];
                double rounding = ROUNDING * matrix.trace() * matrix.trace();
                for (int i = 0; i < theory.length; i++) {
                    theory[i] = ProjectionTheory.variance(projection, matrix, (int) pooled.x()[i]);
                    double z = agreement.add(pooled.variance()[i], pooled.error()[i], theory[i], rounding);
                    table.add(List.of(
                            name,
                            projection,
                            String.valueOf((int) pooled.x()[i]),
                            theory[i] < rounding ? "0" : Text.digits(theory[i], 5),
                            pooled.variance()[i] < rounding
                                    ? "0 (rounding)"
                                    : Text.plusMinus(pooled.variance()[i], pooled.error()[i]),
                            Text.fixed(z, 2)));
                    if (theory[i] < rounding) {
                        theory[i] = Double.NaN;
                        pooled.variance()[i] = Double.NaN;
                    }
                }
                series.add(new Series(projection + ", theory", Mark.LINE, colour, pooled.x(), theory, null));
                series.add(new Series(
                        projection + ", simulated",
                        Mark.POINTS,
                        colour,
                        pooled.x(),
                        pooled.variance(),
                        doubled(pooled.error())));
            }
            panels.add(new Panel(
                    "H: " + name + ", D = " + DIM,
                    Axis.logarithmic("M, directions a row"),
                    Axis.logarithmic("Var of (1/M) Σ vᵀHv"),
                    series));
        }
        report.heading("The trace");
        report.figure(new Figure.Plot(
                "trace-variance",
                "Variance of the sliced trace against the number of directions: lines are the formulas, points the "
                        + "simulation with bars of two standard errors (mostly smaller than the points). A projection "
                        + "without a line in a panel has no variance there.",
                panels));
        report.paragraph(agreement.sentence());
        Agreement losses = new Agreement();
        lossFigure(results, report, losses);
        report.paragraph(losses.sentence());
        report.paragraph(
                "sᵀHs is negative here, so variance reduction pays only where ‖s‖⁴ outweighs it: it helps if and only "
                        + "if sᵀHs > −¼‖s‖⁴, and close to the mean it costs.");
        report.heading("All numbers");
        report.table(
                "trace-variance",
                "Variance of the sliced trace; z is the difference in standard errors.",
                List.of("H", "projection", "M", "theory", "simulated", "z"),
                table);
    }

    private static void lossFigure(ExperimentResults results, Report report, Agreement agreement) {
        Quadratic matrix = Quadratic.of("correlated", DIM);
        List<Series> series = new ArrayList<>();
        int colour = 0;
        for (String objective : List.of("ssm", "ssm-vr")) {
            Pooled pooled = Pooled.of(results.where("value", "loss"), objective + ".");
            double[] theory = Arrays.stream(pooled.x())
                    .map(t -> objective.equals("ssm")
                            ? ProjectionTheory.slicedLoss(matrix, at(t))
                            : ProjectionTheory.reducedLoss(matrix))
                    .toArray();
            for (int i = 0; i < theory.length; i++) {
                agreement.add(pooled.variance()[i], pooled.error()[i], theory[i], 0);
            }
            series.add(new Series(objective + ", theory", Mark.LINE, colour, pooled.x(), theory, null));
            series.add(new Series(
                    objective + ", simulated",
                    Mark.POINTS,
                    colour,
                    pooled.x(),
                    pooled.variance(),
                    doubled(pooled.error())));
            colour++;
        }
        report.heading("The two sliced losses");
        report.figure(new Figure.Plot(
                "loss-variance",
                "Variance of a row's loss over one Gaussian direction, against how far the row is from the mean: lines are "
                        + "the formulas, points the simulation with bars of two standard errors.",
                List.of(new Panel(
                        "H: correlated, D = " + DIM + ", M = 1",
                        Axis.linear("distance of the row from the mean (multiple of a fixed vector)"),
                        Axis.logarithmic("variance of the row's loss"),
                        series))));
    }

    private static double[] doubled(double[] errors) {
        return Arrays.stream(errors).map(e -> 2 * e).toArray();
    }

    /** The mean over seeds, and its error from the error of each. */
    private record Pooled(double[] x, double[] variance, double[] error) {
        static Pooled of(List<ExperimentResults.Row> rows, String prefix) {
            double[] x = rows.getFirst().numbers(prefix + "x");
            double[] variance = new double[x.length];
            double[] error = new double[x.length];
            for (ExperimentResults.Row row : rows) {
                double[] v = row.numbers(prefix + "variance");
                double[] e = row.numbers(prefix + "variance_se");
                for (int i = 0; i < x.length; i++) {
                    variance[i] += v[i] / rows.size();
                    error[i] += e[i] * e[i];
                }
            }
            for (int i = 0; i < x.length; i++) {
                error[i] = Math.sqrt(error[i]) / rows.size();
            }
            return new Pooled(x, variance, error);
        }
    }

    /** How many simulated values are as close to theory as chance allows. */
    private static final class Agreement {
        private int count;
        private int within;
        private double worst;

        double add(double simulated, double error, double theory, double rounding) {
            double z = Math.abs(simulated - theory) <= rounding ? 0 : (simulated - theory) / error;
            count++;
            within += Math.abs(z) <= 2 ? 1 : 0;
            worst = Math.max(worst, Math.abs(z));
            return z;
        }

        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "%d of %d simulated variances are within two standard errors of the formula (chance alone: about %.0f); "
                            + "the farthest is %.1f standard errors away.",
                    within,
                    count,
                    0.954 * count,
                    worst);
        }
    }
}
