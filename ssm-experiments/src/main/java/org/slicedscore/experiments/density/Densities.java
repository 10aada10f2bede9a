package org.slicedscore.experiments.density;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.data.DataSource;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;

/** Learned densities beside yardsticks: held-out log-likelihoods, weights of modes, maps, and conditional densities. */
public final class Densities implements Experiment {
    static final String LIKELIHOOD = "likelihood";
    static final String WEIGHTS = "weights";
    static final String CONDITIONS = "conditions";
    static final String PEERS = "peers";

    private static final int QUICK_STEPS = 1500;
    private static final List<String> ADBENCH = List.of(
            "Pima", "Stamps", "WBC", "cardio", "glass", "thyroid", "vowels", "vertebral", "letter", "pendigits");

    private static final Option<String> PARTS = Option.text(
            "parts",
            LIKELIHOOD + "," + WEIGHTS + "," + CONDITIONS,
            "Which of likelihood, weights and conditions, separated by commas");
    private static final Option<String> METHODS =
            Option.text("methods", String.join(",", Method.ids()), "Models to train, separated by commas");
    private static final Option<String> SYNTHETIC = Option.text(
            "synthetic",
            "two-moons,rings,eight-gaussians,checkerboard,banana,gaussian?d=10&rho=0.5",
            "Known densities, as after synthetic:, separated by commas");
    private static final Option<String> FOLDER =
            Option.text("folder", "", "A folder of .npz files with X and y, such as ADBench's classical sets");
    private static final Option<String> FROM_FOLDER = Option.text(
            "from-folder",
            String.join(",", ADBENCH),
            "Sets of the folder, of which the rows with y = 0 are learned from");
    private static final Option<Integer> ROWS =
            Option.integer("rows", 4000, 200, 10_000_000, "Rows of each known density, and the most of a table");
    private static final Option<Integer> STEPS = Option.integer(
            "steps", 0, 0, Integer.MAX_VALUE, "Steps of training at most; 0 is what ssm train does by default");

    /** For the service loader. */
    public Densities() {}

    @Override
    public String id() {
        return "densities";
    }

    @Override
    public String title() {
        return "Learned densities: held-out log-likelihood, weights of modes, maps, conditions";
    }

    @Override
    public String source() {
        return "Song & Ermon 2019, NeurIPS; Song et al. 2021, ICLR; Karras et al. 2022, NeurIPS";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(PARTS, METHODS, SYNTHETIC, FOLDER, FROM_FOLDER, ROWS, STEPS);
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 2 : 10;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 600 : 30_000;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        List<Cell> cells = new ArrayList<>();
        List<String> parts = list(setup, PARTS);
        for (String part : parts) {
            if (!List.of(LIKELIHOOD, WEIGHTS, CONDITIONS).contains(part)) {
                throw Problem.usage(new Subject.Option(new Subject.Plugin("experiment", "densities"), PARTS.name()))
                        .found("'%s'", part)
                        .expected("some of %s", PARTS.defaultValue())
                        .exception();
            }
        }
        if (parts.contains(WEIGHTS)) {
            cells.add(alone(setup, WEIGHTS, 10, setup.quick() ? 4000 : 20_000));
        }
        if (parts.contains(CONDITIONS)) {
            cells.add(alone(setup, CONDITIONS, 1, 0));
        }
        if (parts.contains(LIKELIHOOD)) {
            Map<String, String> sets = sets(setup);
            for (int split = 1; split <= setup.seeds(); split++) {
                for (Map.Entry<String, String> set : sets.entrySet()) {
                    cells.add(cell(setup, set, PEERS, split));
                    for (String method : list(setup, METHODS)) {
                        cells.add(cell(setup, set, Method.named(method).id(), split));
                    }
                }
            }
        }
        return cells;
    }

    private static List<String> list(Setup setup, Option<String> option) {
        String value = setup.options().get(option);
        return value.isBlank() ? List.of() : Arrays.asList(value.split(","));
    }

    /** The sources by a short name for each. */
    private static Map<String, String> sets(Setup setup) {
        List<String> sources = new ArrayList<>(setup.data().isEmpty() ? List.of("builtin:redwine") : setup.data());
        String folder = setup.options().get(FOLDER);
        if (!folder.isBlank()) {
            for (String name : list(setup, FROM_FOLDER)) {
                Path file = Path.of(folder, name + ".npz");
                if (!Files.exists(file)) {
                    throw Problem.data(new Subject.Option(new Subject.Plugin("experiment", "densities"), "folder"))
                            .says("there is no file %s", file)
                            .exception();
                }
                sources.add(file.toAbsolutePath().normalize().toString());
            }
        }
        list(setup, SYNTHETIC).forEach(name -> sources.add("synthetic:" + name));
        Map<String, String> sets = new LinkedHashMap<>();
        for (String source : sources) {
            String base = DataSource.parse(source).stem();
            String name = base;
            for (int i = 2; sets.containsKey(name); i++) {
                name = base + "-" + i;
            }
            sets.put(name, source);
        }
        return sets;
    }

    private static int rows(Setup setup) {
        int rows = setup.options().get(ROWS);
        return setup.quick() ? Math.min(1000, rows) : rows;
    }

    private static int steps(Setup setup) {
        int steps = setup.options().get(STEPS);
        return setup.quick() && steps == 0 ? QUICK_STEPS : steps;
    }

    private static Cell alone(Setup setup, String part, int times, int draws) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("part", part);
        settings.put("rows", String.valueOf(times * rows(setup)));
        settings.put("draws", String.valueOf(draws));
        settings.put("split", "1");
        settings.put("steps", String.valueOf(steps(setup)));
        return new Cell(part, settings, 40);
    }

    private static Cell cell(Setup setup, Map.Entry<String, String> set, String method, int split) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("part", LIKELIHOOD);
        settings.put("set", set.getKey());
        settings.put("source", set.getValue());
        settings.put("method", method);
        settings.put("split", String.valueOf(split));
        settings.put("rows", String.valueOf(rows(setup)));
        settings.put("steps", String.valueOf(steps(setup)));
        boolean known = DensitySet.synthetic(set.getValue());
        settings.put("maps", String.valueOf(known && split == 1 && method.equals(Method.DEFAULT.id())));
        return new Cell(set.getKey() + "-" + method + "-" + split, settings, method.equals(PEERS) ? 2 : 30);
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        return switch (cell.get("part")) {
            case WEIGHTS -> ModeWeights.run(cell, work);
            case CONDITIONS -> Conditioned.run(cell, work);
            default -> Likelihoods.run(cell, work);
        };
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        if (!results.where("part", LIKELIHOOD).isEmpty()) {
            new LikelihoodReport(results).write(report);
        }
        PartReports.write(results, report);
    }
}
