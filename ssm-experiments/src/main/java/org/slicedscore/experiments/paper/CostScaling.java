package org.slicedscore.experiments.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.engine.bench.BenchOptions;
import org.slicedscore.engine.bench.StepBenchmark;
import org.slicedscore.engine.bench.StepReport;
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

/** Time and memory of a training step against the dimension: exact score matching grows with it, the sliced forms hardly do. */
public final class CostScaling implements Experiment {
    private static final Option<String> MODEL = Option.text(
            "model", "auto", "Id of the model; auto is dkef where it is installed, else mlp-energy with its widths");
    private static final Option<Integer> BATCH = Option.integer("batch-size", 200, 2, 1_000_000, "Rows a step");
    private static final Option<Integer> LARGEST_EXACT =
            Option.integer("largest-exact", 1000, 1, 1_000_000, "The largest dimension of exact score matching");
    private static final List<Integer> DIMS = List.of(10, 30, 100, 300, 1000, 10_000);
    private static final List<Integer> QUICK_DIMS = List.of(10, 30, 100, 300);
    private static final int LARGEST_DIM = 1000;
    private static final List<String> METHODS = List.of("ssm", "ssm-vr", "fd-ssm", "dsm", "cp", "sm");

    /** The methods that go beyond {@link #LARGEST_DIM}. */
    private static final String FARTHEST = "ssm";

    /** Beyond this dimension exact score matching is timed once, because a step takes seconds. */
    private static final int REPEATED_EXACT = 100;

    private static final double MEGABYTE = 1e6;

    /** Bytes of a number on backends of single precision. */
    private static final int FLOAT = 4;

    /** For the service loader. */
    public CostScaling() {}

    @Override
    public String id() {
        return "scaling";
    }

    @Override
    public String title() {
        return "Time and memory of a training step against the dimension";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 6.1 (N(0, I_D), deep kernel exponential family)";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MODEL, BATCH, LARGEST_EXACT);
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 1 : 3;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 90 : 600;
    }

    private static void checkModel(Setup setup, String model) {
        try {
            setup.catalog().model(model);
        } catch (SsmException e) {
            throw e.problem()
                    .about(new Subject.Option(new Subject.Plugin("experiment", "scaling"), MODEL.name()))
                    .exception(e);
        }
    }

    @Override
    public List<Cell> plan(Setup setup) {
        String model = setup.options().get(MODEL);
        if (model.equals("auto")) {
            model = Plugins.installed(setup.catalog(), PluginKind.MODEL, List.of("dkef", "mlp-energy"))
                    .getFirst();
        }
        checkModel(setup, model);
        List<Cell> cells = new ArrayList<>();
        for (String method : Plugins.installed(setup.catalog(), PluginKind.OBJECTIVE, METHODS)) {
            for (int dim : setup.quick() ? QUICK_DIMS : DIMS) {
                boolean exact = method.equals("sm");
                if (dim > LARGEST_DIM && !method.equals(FARTHEST)
                        || exact && dim > setup.options().get(LARGEST_EXACT)
                        || exact && setup.quick() && dim > REPEATED_EXACT) {
                    continue;
                }
                int seeds = exact && dim > REPEATED_EXACT ? 1 : setup.seeds();
                for (int seed = 1; seed <= seeds; seed++) {
                    cells.add(cell(setup, model, method, dim, seed));
                }
            }
        }
        return cells;
    }

    private static Cell cell(Setup setup, String model, String method, int dim, int seed) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", model);
        settings.put("objective", method);
        settings.put("dim", String.valueOf(dim));
        settings.put("batch-size", setup.options().get(BATCH).toString());
        settings.put("seconds", setup.quick() ? "0.3" : "1");
        settings.put("seed", String.valueOf(seed));
        double seconds = (setup.quick() ? 1 : 2) + (method.equals("sm") ? dim * 0.15 : dim * 0.01);
        return new Cell(method + "-d" + dim + "-" + seed, settings, seconds);
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        Setup setup = work.setup();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", cell.get("model"));
        if (cell.get("model").equals("mlp-energy")) {
            settings.put("model.hidden", "30,30,30");
        }
        settings.put("objective", cell.get("objective"));
        settings.put("batch-size", cell.get("batch-size"));
        settings.put("seed", cell.get("seed"));
        settings.put("backend", setup.backend());
        settings.put("threads", String.valueOf(setup.threads()));
        work.checkStop();
        StepReport r;
        try {
            BenchOptions options = BenchOptions.of(Double.parseDouble(cell.get("seconds")));
            r = StepBenchmark.run(settings, cell.integer("dim"), options, setup.catalog());
        } catch (OutOfMemoryError e) {
            return Map.of("outcome", "out of memory");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("outcome", "done");
        result.put("step_ms", r.medianMs());
        result.put("step_ms_min", r.minMs());
        result.put("step_ms_p90", r.p90Ms());
        result.put("steps", r.steps());
        result.put("memory_bytes", FLOAT * r.arenaNumbers());
        result.put("parameters", r.parameters());
        result.put("gflop", r.gflopPerStep());
        result.put("device", r.device());
        result.put("threads", r.threads());
        return result;
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        ExperimentResults.Row first = results.rows().getFirst();
        report.paragraph(String.format(
                Locale.ROOT,
                "Model `%s`, %s rows of N(0, I_D) a step, M = 1 Rademacher direction, on %s with %s threads. A step is fresh "
                        + "directions, the loss, every gradient and the update. Its memory is what it needs beside parameters, "
                        + "optimiser state and rows.",
                first.cell().get("model"),
                first.cell().get("batch-size"),
                first.text("device"),
                first.text("threads")));
        List<String> methods = results.values("objective");
        List<Series> time = new ArrayList<>();
        List<Series> memory = new ArrayList<>();
        List<Series> work = new ArrayList<>();
        Map<String, Map<Integer, Double>> times = new LinkedHashMap<>();
        List<List<String>> table = new ArrayList<>();
        for (String method : methods) {
            int colour = METHODS.indexOf(method);
            List<Integer> dims = results.where("objective", method).stream()
                    .map(r -> r.cell().integer("dim"))
                    .distinct()
                    .toList();
            double[] x = dims.stream().mapToDouble(d -> d).toArray();
            double[] ms = new double[x.length];
            double[] spread = new double[x.length];
            double[] bytes = new double[x.length];
            double[] gflop = new double[x.length];
            Map<Integer, Double> fastest = new LinkedHashMap<>();
            for (int i = 0; i < x.length; i++) {
                List<ExperimentResults.Row> rows =
                        results.where("objective", method, "dim", dims.get(i).toString());
                double[] all =
                        rows.stream().mapToDouble(r -> r.number("step_ms_min")).toArray();
                ms[i] = Moments.mean(all);
                spread[i] = all.length > 1 ? Moments.deviation(all) : 0;
                bytes[i] = rows.getFirst().number("memory_bytes") / MEGABYTE;
                gflop[i] = rows.getFirst().number("gflop");
                fastest.put(dims.get(i), ms[i]);
                double[] median =
                        rows.stream().mapToDouble(r -> r.number("step_ms")).toArray();
                table.add(List.of(
                        method,
                        dims.get(i).toString(),
                        Text.digits(Moments.mean(median), 3),
                        Double.isNaN(ms[i]) ? rows.getFirst().text("outcome") : Text.plusMinus(ms[i], spread[i]),
                        Text.digits(bytes[i], 3),
                        Text.digits(gflop[i], 3)));
            }
            times.put(method, fastest);
            time.add(new Series(method, Mark.POINTS_AND_LINE, colour, x, ms, spread));
            memory.add(new Series(method, Mark.POINTS_AND_LINE, colour, x, bytes, null));
            work.add(new Series(method, Mark.POINTS_AND_LINE, colour, x, gflop, null));
        }
        report.figure(new Figure.Plot(
                "scaling",
                "Time of the fastest step, memory and arithmetic against the dimension; bars are the standard deviation over "
                        + "seeds.",
                List.of(
                        new Panel("time", Axis.logarithmic("D"), Axis.logarithmic("time of a step, ms"), time),
                        new Panel("memory", Axis.logarithmic("D"), Axis.logarithmic("memory of a step, MB"), memory),
                        new Panel(
                                "work",
                                Axis.logarithmic("D"),
                                Axis.logarithmic("10⁹ floating-point operations"),
                                work))));
        report.paragraph(sentences(times));
        report.paragraph(
                "**Against the paper.** It shows curves and no numbers: exact score matching slower in proportion to the "
                        + "dimension and out of 12 GB of memory beyond D = 400, sliced score matching flat on a GPU. Here exact score matching "
                        + "grows in proportion to D, too, and so does the memory it takes for the deep kernel model, though it does not run "
                        + "out. Sliced score matching is flat as long as what does not depend on D outweighs the products with the first "
                        + "layer, which every method has; on a CPU they show earlier than on a GPU that is half idle at such sizes. With "
                        + "the deep kernel model `ssm-vr` grows with D as well: its normal equations hold KKᵀ of the L×D matrix K of "
                        + "derivatives at every row, where those of `ssm` hold K times a direction.");
        report.table(
                "scaling",
                "A training step; ± is the standard deviation over seeds.",
                List.of("method", "D", "median step, ms", "fastest step, ms", "memory, MB", "GFLOP"),
                table);
    }

    private static String sentences(Map<String, Map<Integer, Double>> times) {
        StringBuilder text = new StringBuilder();
        times.forEach((method, each) -> {
            Integer[] dims = each.keySet().stream()
                    .filter(d -> d <= LARGEST_DIM && Double.isFinite(each.get(d)))
                    .toArray(Integer[]::new);
            if (dims.length > 1) {
                Arrays.sort(dims);
                int low = dims[0];
                int high = dims[dims.length - 1];
                text.append(String.format(
                        Locale.ROOT,
                        "From D = %d to D = %d a step of `%s` gets %.1f times as long. ",
                        low,
                        high,
                        method,
                        each.get(high) / each.get(low)));
            }
        });
        return text.isEmpty() ? "One dimension was timed, so there is no growth to tell." : text.toString();
    }
}
