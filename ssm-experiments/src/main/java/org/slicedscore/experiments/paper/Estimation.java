package org.slicedscore.experiments.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;
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
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/** √N(θ̂ − θ*) of a Gaussian's natural parameters, simulated, compared with the covariance that theory predicts. */
public final class Estimation implements Experiment {
    private static final int K = GaussianTask.COUNT;
    private static final int[] DIRECTIONS = {1, 4, 16};
    private static final List<String> PROJECTIONS = List.of("gaussian", "rademacher");
    private static final List<String> SLICED = List.of("ssm", "ssm-vr");

    /** For the service loader. */
    public Estimation() {}

    @Override
    public String id() {
        return "estimation";
    }

    @Override
    public String title() {
        return "Consistency and asymptotic covariance of the sliced estimators";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 4 (theorems 2 and 3, corollary)";
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 1 : 4;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 20 : 150;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        List<Cell> cells = new ArrayList<>();
        for (int seed = 1; seed <= setup.seeds(); seed++) {
            cells.add(cell(setup, "sm", "none", 0, seed));
            for (String objective : SLICED) {
                for (String projection : PROJECTIONS) {
                    for (int m : DIRECTIONS) {
                        cells.add(cell(setup, objective, projection, m, seed));
                    }
                }
            }
        }
        return cells;
    }

    private static Cell cell(Setup setup, String objective, String projection, int m, int seed) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("objective", objective);
        settings.put("projection", projection);
        settings.put("directions", String.valueOf(m));
        settings.put("rows", setup.quick() ? "500" : "2000");
        settings.put("replicates", setup.quick() ? "150" : "250");
        settings.put("seed", String.valueOf(seed));
        String id = objective + (m == 0 ? "" : "-" + projection + "-m" + m) + "-" + seed;
        return new Cell(id, settings, m == 16 ? 3 : 1);
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        Setup setup = work.setup();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", "gaussian");
        settings.put("objective", cell.get("objective"));
        int m = Math.max(1, cell.integer("directions"));
        if (cell.integer("directions") > 0) {
            settings.put("projection", cell.get("projection"));
        }
        TrainingComponents c = TrainingConfig.parse(settings, setup.catalog()).components();
        int n = cell.integer("rows");
        int replicates = cell.integer("replicates");
        long seed = cell.integer("seed");
        double[] truth = GaussianTask.theta();
        double[] scaled = new double[replicates * K];
        try (Workspace device = Workspace.open(setup.catalog().backends().choose(setup.backend()), setup.threads());
                QuadraticMinimum loss = new QuadraticMinimum(c, m, n, device)) {
            for (int r = 0; r < replicates; r++) {
                work.checkStop();
                work.progress((double) r / replicates, "replicate " + (r + 1));
                double[] estimate = loss.minimum(rows(n, seed, r), seed, r);
                for (int k = 0; k < K; k++) {
                    scaled[r * K + k] = Math.sqrt(n) * (estimate[k] - truth[k]);
                }
            }
        }
        return Map.of("scaled_error", scaled);
    }

    /** The same rows for all methods. */
    private static float[] rows(int n, long seed, int replicate) {
        RandomStream random = new RandomStream(seed, "estimation", replicate);
        float[] rows = new float[n * GaussianTask.DIM];
        double[] z = new double[GaussianTask.DIM];
        for (int i = 0; i < n; i++) {
            Arrays.setAll(z, j -> random.normal());
            double[] x = GaussianTask.row(z);
            for (int j = 0; j < x.length; j++) {
                rows[i * x.length + j] = (float) x[j];
            }
        }
        return rows;
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        report.paragraph("The model is log p̃(x) = hᵀx − ½xᵀPx in " + GaussianTask.DIM
                + " dimensions, the data are Gaussian with "
                + "that density. All losses are quadratic in θ = (h, P), so that θ̂ is exact: no optimiser stands between theory "
                + "and simulation. The theory's covariance is A⁻¹VA⁻¹ with A the mean Hessian of a row's loss and "
                + "V = Var_x(E_v g) + E_x Var_v(g)/M the covariance of its gradient g at the truth.");
        List<List<String>> table = new ArrayList<>();
        List<Series> totals = new ArrayList<>();
        double[] m = Arrays.stream(DIRECTIONS).asDoubleStream().toArray();
        int colour = 0;
        for (String objective : SLICED) {
            for (String projection : PROJECTIONS) {
                double[] theory = new double[m.length];
                double[] simulated = new double[m.length];
                double[] error = new double[m.length];
                for (int i = 0; i < m.length; i++) {
                    Simulated s = simulated(results, objective, projection, DIRECTIONS[i]);
                    theory[i] = trace(SandwichTheory.covariance(objective, projection, DIRECTIONS[i]));
                    simulated[i] = s.total();
                    error[i] = 2 * s.totalError();
                    table.add(line(objective, projection, DIRECTIONS[i], theory[i], s));
                }
                String name = objective + ", " + projection;
                totals.add(new Series(name + ", theory", Mark.LINE, colour, m, theory, null));
                totals.add(new Series(name + ", simulated", Mark.POINTS, colour, m, simulated, error));
                colour++;
            }
        }
        Simulated exact = simulated(results, "sm", "none", 0);
        double limit = trace(SandwichTheory.covariance("sm", "gaussian", 1));
        table.add(line("sm", "none", 0, limit, exact));
        totals.add(new Series(
                "sm (exact), theory", Mark.DASHES, 6, new double[] {1, 16}, new double[] {limit, limit}, null));
        totals.add(new Series(
                "sm (exact), simulated", Mark.POINTS, 6, new double[] {16}, new double[] {exact.total()}, new double[] {
                    2 * exact.totalError()
                }));
        report.heading("The total variance");
        report.figure(new Figure.Plot(
                "total-variance",
                "N·E‖θ̂ − θ*‖² against the number of directions: lines are the theory, points the simulation with bars of two "
                        + "standard errors. What slicing costs falls as 1/M, is smaller for Rademacher than for Gaussian "
                        + "directions, and smaller with variance reduction.",
                List.of(new Panel(
                        "natural parameters of a Gaussian, D = " + GaussianTask.DIM,
                        Axis.logarithmic("M, directions a row"),
                        Axis.logarithmic("N·E‖θ̂ − θ*‖²"),
                        totals))));
        report.table(
                "total-variance",
                "N·E‖θ̂ − θ*‖²; z is the difference in standard errors.",
                List.of("objective", "directions", "M", "theory", "simulated", "z"),
                table);
        entries(results, report);
    }

    private static List<String> line(String objective, String projection, int m, double theory, Simulated s) {
        double z = (s.total() - theory) / s.totalError();
        return List.of(
                objective,
                projection,
                m == 0 ? "all" : String.valueOf(m),
                Text.digits(theory, 4),
                Text.plusMinus(s.total(), s.totalError()),
                Text.fixed(z, 2));
    }

    private static void entries(ExperimentResults results, Report report) {
        Counts counts = new Counts();
        List<Panel> panels = new ArrayList<>();
        for (int m : new int[] {1, 4, 16, 0}) {
            List<Series> series = new ArrayList<>();
            double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (String projection : m == 0 ? List.of("none") : PROJECTIONS) {
                String objective = m == 0 ? "sm" : "ssm";
                double[][] theory =
                        SandwichTheory.covariance(objective, m == 0 ? "gaussian" : projection, Math.max(1, m));
                Simulated s = simulated(results, objective, projection, m);
                double[] x = new double[K * (K + 1) / 2];
                double[] y = new double[x.length];
                double[] error = new double[x.length];
                int at = 0;
                for (int a = 0; a < K; a++) {
                    for (int b = a; b < K; b++) {
                        x[at] = theory[a][b];
                        y[at] = s.covariance(a, b);
                        error[at] = 2 * s.covarianceError(a, b);
                        counts.add((y[at] - x[at]) / (error[at] / 2));
                        range[0] = Math.min(range[0], x[at]);
                        range[1] = Math.max(range[1], x[at]);
                        at++;
                    }
                }
                int colour = m == 0 ? 6 : PROJECTIONS.indexOf(projection);
                series.add(new Series(m == 0 ? "sm (exact)" : "ssm, " + projection, Mark.POINTS, colour, x, y, error));
            }
            series.addFirst(new Series("simulated = theory", Mark.DASHES, 7, range, range.clone(), null));
            panels.add(new Panel(
                    m == 0 ? "exact score matching" : "M = " + m,
                    Axis.linear("entry of the covariance, theory"),
                    Axis.linear("the same, simulated"),
                    series));
        }
        report.heading("Every entry of the covariance");
        report.figure(new Figure.Plot(
                "covariance-entries",
                "The " + K * (K + 1) / 2
                        + " entries of the covariance of √N(θ̂ − θ*), theory across and simulation up with "
                        + "bars of two standard errors; on the dashed line both agree.",
                panels));
        report.paragraph(String.format(
                Locale.ROOT,
                "%d of %d entries are within two standard errors of the theory (chance alone: about %.0f; entries of one "
                        + "simulation depend on each other); the farthest is %.1f standard errors away.",
                counts.within,
                counts.count,
                0.954 * counts.count,
                counts.worst));
    }

    private static double trace(double[][] matrix) {
        double sum = 0;
        for (int k = 0; k < matrix.length; k++) {
            sum += matrix[k][k];
        }
        return sum;
    }

    private static Simulated simulated(ExperimentResults results, String objective, String projection, int m) {
        List<double[]> errors = new ArrayList<>();
        for (ExperimentResults.Row row :
                results.where("objective", objective, "projection", projection, "directions", String.valueOf(m))) {
            double[] all = row.numbers("scaled_error");
            for (int r = 0; r < all.length / K; r++) {
                errors.add(Arrays.copyOfRange(all, r * K, (r + 1) * K));
            }
        }
        return new Simulated(errors);
    }

    /** Errors of all replicates. Moments are about the truth, not about the mean, so that a bias would show. */
    private record Simulated(List<double[]> errors) {
        double total() {
            return Moments.mean(squares());
        }

        double totalError() {
            return Moments.standardError(squares());
        }

        private double[] squares() {
            return errors.stream()
                    .mapToDouble(e -> Arrays.stream(e).map(v -> v * v).sum())
                    .toArray();
        }

        double covariance(int a, int b) {
            return Moments.mean(products(a, b));
        }

        double covarianceError(int a, int b) {
            return Moments.standardError(products(a, b));
        }

        private double[] products(int a, int b) {
            return errors.stream().mapToDouble(e -> e[a] * e[b]).toArray();
        }
    }

    /** How many values agree. */
    private static final class Counts {
        private int count;
        private int within;
        private double worst;

        void add(double z) {
            count++;
            within += Math.abs(z) <= 2 ? 1 : 0;
            worst = Math.max(worst, Math.abs(z));
        }
    }
}
