package org.slicedscore.experiments.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slicedscore.api.Detector;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.Labels;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.DetectSettings;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.Ranking;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;

/** Detectors on data sets with known strange rows: how well scores rank, how well false-alarm rates hold, how long it takes. */
public final class AnomalyBenchmark implements Experiment {
    static final String DETECT = "detect";
    static final List<String> PEERS =
            List.of("knn", "kernel-density", "mahalanobis", "lof", "isolation-forest", "ecod");
    static final String RANDOM = "random";
    static final String PUBLISHED = "published";
    static final String LITTLE = "contaminated-5";
    static final String MUCH = "contaminated-20";

    private static final Option<String> PROTOCOLS = Option.text(
            "protocols",
            RANDOM + "," + PUBLISHED + "," + LITTLE + "," + MUCH,
            "Which of random, published, contaminated-5 and contaminated-20, separated by commas");
    private static final Option<Integer> MOST = Option.integer(
            "most-rows",
            10_000,
            100,
            10_000_000,
            "The most rows to learn from, and the most to tell apart, of each set");
    private static final Option<String> DETECTORS = Option.text(
            "detectors", DetectSettings.DETECTORS.defaultValue(), "What 'detect' combines, as in ssm detect fit");
    private static final Option<String> COMPARED =
            Option.text("peers", String.join(",", PEERS), "Single detectors to compare with, separated by commas");

    /** For the service loader. */
    public AnomalyBenchmark() {}

    @Override
    public String id() {
        return "anomaly";
    }

    @Override
    public String title() {
        return "Strange rows found by ssm detect and by single detectors, on data sets with known ones";
    }

    @Override
    public String source() {
        return "Han, Hu, Huang, Jiang & Zhao 2022, ADBench, NeurIPS; splits as in Livernoche et al. 2024, ICLR, and random ones";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(PROTOCOLS, MOST, DETECTORS, COMPARED);
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 1 : 5;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 300 : 6000;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        List<Path> files = files(setup.data());
        int most = setup.quick()
                ? Math.min(2000, setup.options().get(MOST))
                : setup.options().get(MOST);
        List<Cell> cells = new ArrayList<>();
        for (String protocol : protocols(setup)) {
            for (Path file : files) {
                for (int seed = 1; seed <= setup.seeds(); seed++) {
                    String set = name(file);
                    Map<String, String> settings = new LinkedHashMap<>();
                    settings.put("protocol", protocol);
                    settings.put("set", set);
                    settings.put("file", file.toAbsolutePath().normalize().toString());
                    settings.put("seed", String.valueOf(seed));
                    settings.put("most_rows", String.valueOf(most));
                    settings.put("detectors", setup.options().get(DETECTORS));
                    settings.put("peers", setup.options().get(COMPARED));
                    String id = protocol + "-" + set.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + seed;
                    cells.add(new Cell(id, settings, 10));
                }
            }
        }
        return cells;
    }

    private static List<String> protocols(Setup setup) {
        List<String> known = List.of(RANDOM, PUBLISHED, LITTLE, MUCH);
        List<String> asked = List.of(setup.options().get(PROTOCOLS).split(","));
        for (String protocol : asked) {
            if (!known.contains(protocol)) {
                throw Problem.usage(new Subject.Option(new Subject.Plugin("experiment", "anomaly"), "protocols"))
                        .found("'%s'", protocol)
                        .expected("some of %s", String.join(", ", known))
                        .exception();
            }
        }
        return asked;
    }

    private static List<Path> files(List<String> data) {
        List<Path> files = new ArrayList<>();
        for (String item : data) {
            Path path = Path.of(item);
            if (Files.isDirectory(path)) {
                try (Stream<Path> all = Files.list(path)) {
                    all.filter(file -> file.toString().endsWith(".npz"))
                            .sorted()
                            .forEach(files::add);
                } catch (IOException e) {
                    throw IoErrors.reading(item, e);
                }
            } else {
                files.add(path);
            }
        }
        if (files.isEmpty()) {
            throw Problem.usage(Subject.setting("data"))
                    .says("experiment 'anomaly' has no data of its own")
                    .remedy(
                            "name a folder of .npz files with X [n, D] and y [n], 1 for a strange row, such as those of ADBench's classical sets")
                    .exception();
        }
        return files;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.npz$", "").replaceFirst("^\\d+_", "");
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        Table table = DataReader.read(
                cell.get("file"),
                ReadOptions.DEFAULT.withLabel("y"),
                work.setup().catalog());
        boolean[] strange = strange(table);
        int most = cell.integer("most_rows");
        long seed = cell.integer("seed");
        Halves halves = switch (cell.get("protocol")) {
            case RANDOM -> Halves.random(table, strange, most, seed);
            case PUBLISHED -> Halves.published(strange, most, seed);
            case LITTLE -> Halves.contaminated(table, strange, 0.05, most, seed);
            default -> Halves.contaminated(table, strange, 0.2, most, seed);
        };
        boolean[] judged = new boolean[halves.judged().length];
        for (int i = 0; i < judged.length; i++) {
            judged[i] = strange[halves.judged()[i]];
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rows", table.rows());
        values.put("columns", table.dim());
        values.put("learned", halves.learned().length);
        values.put("judged", judged.length);
        values.put(
                "strange",
                IntStream.range(0, judged.length).filter(i -> judged[i]).count());
        work.progress(0.1, DETECT);
        detect(cell, work, table, halves, judged, values);
        Standardised[] rows = Standardised.of(table, halves, seed);
        for (String peer :
                cell.get("peers").isBlank() ? new String[0] : cell.get("peers").split(",")) {
            work.checkStop();
            work.progress(0.5, peer);
            peer(peer, work, rows, judged, values);
        }
        return values;
    }

    private static boolean[] strange(Table table) {
        Labels labels = table.labels();
        if (labels == null) {
            throw Problem.data(table.name())
                    .found("no array y")
                    .expected("one that is 1 for strange rows")
                    .exception();
        }
        boolean[] strange = new boolean[table.rows()];
        for (int i = 0; i < strange.length; i++) {
            strange[i] = Double.parseDouble(labels.text(i)) != 0;
        }
        return strange;
    }

    private static void detect(
            Cell cell, Work work, Table table, Halves halves, boolean[] judged, Map<String, Object> values) {
        DetectOptions options =
                new DetectOptions().detectors(cell.get("detectors")).seed(cell.integer("seed"));
        switch (cell.get("protocol")) {
            case LITTLE -> options.contaminated(0.05);
            case MUCH -> options.contaminated(0.2);
            default -> {}
        }
        long start = System.nanoTime();
        Detection detection = Detection.fit(
                table.select(halves.learned()), options, work.setup().catalog());
        long fitted = System.nanoTime();
        Detection.Answers answers = detection.apply(table.gather(halves.judged()));
        long scored = System.nanoTime();
        put(values, DETECT, answers.scores(), judged, fitted - start, scored - fitted);
        values.put("calibration", detection.calibrationRows());
        values.put("false_01", falseAlarms(answers.pValues(), judged, 0.01));
        values.put("false_05", falseAlarms(answers.pValues(), judged, 0.05));
        values.put("found_05", flagged(answers.pValues(), judged, 0.05, true));
    }

    private static double falseAlarms(double[] pValues, boolean[] strange, double level) {
        return flagged(pValues, strange, level, false);
    }

    private static double flagged(double[] pValues, boolean[] strange, double level, boolean which) {
        double flagged = 0;
        double all = 0;
        for (int i = 0; i < pValues.length; i++) {
            if (strange[i] == which) {
                all++;
                flagged += pValues[i] <= level ? 1 : 0;
            }
        }
        return flagged / all;
    }

    private static void peer(
            String name, Work work, Standardised[] rows, boolean[] judged, Map<String, Object> values) {
        Detector detector = switch (name) {
            case "lof" -> new LocalOutlierFactor();
            case "isolation-forest" -> new IsolationForest();
            case "ecod" -> new Ecod();
            default -> work.setup().catalog().detector(name);
        };
        Options options = Options.defaults(detector.options());
        long start = System.nanoTime();
        Detector.Scorer scorer = detector.scorer(detector.fit(rows[0], options), options);
        long fitted = System.nanoTime();
        double[] scores = new double[rows[1].rows()];
        int block = 64;
        IntStream.range(0, (scores.length + block - 1) / block).parallel().forEach(b -> {
            int from = b * block;
            int count = Math.min(block, scores.length - from);
            float[] some = new float[count * rows[1].dim()];
            System.arraycopy(rows[1].values(), from * rows[1].dim(), some, 0, some.length);
            scorer.scores(some, count, scores, from);
        });
        put(values, name, scores, judged, fitted - start, System.nanoTime() - fitted);
    }

    private static void put(
            Map<String, Object> values, String method, double[] scores, boolean[] judged, long fit, long score) {
        Ranking ranking = Ranking.of(scores, judged);
        values.put(method + ".auroc", ranking.auroc());
        values.put(method + ".ap", ranking.averagePrecision());
        values.put(method + ".fit_seconds", 1e-9 * fit);
        values.put(method + ".score_seconds", 1e-9 * score);
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        new AnomalyReport(results).write(report);
    }
}
