package org.slicedscore.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.ReadOptions.Missing;
import org.slicedscore.engine.bench.StepBenchmark;
import org.slicedscore.engine.sample.SampleSettings;
import org.slicedscore.engine.train.Settings;

/** The settings of the verbs, under the headings of help. What training itself knows comes from {@link Settings}. */
public final class KnownSettings {
    /** The rows. */
    public static final Option<String> DATA = Option.text(
            "data",
            "",
            "The rows: a path (.csv, .tsv, .npy, .npz, IDX, each also .gz), - for standard input, builtin:NAME, "
                    + "synthetic:ID?n=..&seed=.. for rows that a generator draws, or generator:ID?.. for rows drawn afresh at every step");

    /** Columns of the rows. */
    public static final Option<String> COLUMNS = Option.text(
            "columns",
            "",
            "Columns to use: names, numbers from 1 and ranges (1-5,7,alcohol); a leading - or ! leaves one out");

    /** The label column. */
    public static final Option<String> LABEL = Option.text(
            "label", "", "A column (or array of an .npz) that is kept away from the model; none for no label");

    /** What separates the fields of text. */
    public static final Option<String> DELIMITER =
            Option.text("delimiter", "", "One character, or tab, space, comma, semicolon, pipe; found out by default");

    /** Whether text begins with names. */
    public static final Option<Header> HEADER =
            Option.choice("header", Header.AUTO, "Whether the first line of text holds the names: yes, no or auto");

    /** What to do about missing values. */
    public static final Option<Missing> MISSING = Option.choice(
            "missing",
            Missing.ERROR,
            "Rows with an empty cell, NA or NaN: error refuses the data, drop leaves those rows out");

    /** The array of an NPZ. */
    public static final Option<String> ARRAY =
            Option.text("array", "", "Which array of an .npz holds the rows; X, or the only matrix, by default");

    /** The run directory. */
    public static final Option<String> OUT =
            Option.text("out", "", "The run directory; must not exist yet. By default a new one below runs/");

    /** Dimension of a benchmark. */
    public static final Option<Integer> DIM = Option.integer("dim", 784, 1, 1_000_000, "D, the number of features");

    /** Rows of a benchmark's step. */
    public static final Option<Integer> BENCH_BATCH =
            Option.integer("batch-size", 128, 1, 10_000_000, "B, the rows of a step");

    /** Duration of a benchmark. */
    public static final Option<Double> SECONDS =
            Option.number("seconds", 5, 0.01, 86_400, "How long to measure, after the warm-up");

    /** The kinds of plug-in whose options a training run takes. */
    public static final List<String> KINDS = List.of("model", "objective", "projection", "optimizer");

    /** The kind of plug-in that reads rows, whose options every verb takes that reads some. */
    public static final List<String> ROW_KINDS = List.of(PluginKind.DATA.word());

    private static final String ROWS = "Rows:";
    private static final String MODEL = "Model and objective:";
    private static final String PREPARING = "Preparing the rows:";
    private static final String TRAINING = "Training:";
    private static final String MACHINE = "Seed and machine:";
    private static final String RUN = "Run directory:";
    private static final String SAMPLING = "Sampling:";
    private static final String NORMALISER = "Annealed importance sampling, with --log-likelihood:";

    private KnownSettings() {}

    /**
     * How rows are read.
     *
     * @return data, columns, label and so on
     */
    public static List<Setting> rows() {
        return List.of(
                Setting.of(ROWS, "DATA", DATA),
                Setting.of(ROWS, "LIST", COLUMNS).withDefault("all but the label"),
                Setting.of(ROWS, "COLUMN", LABEL),
                Setting.of(ROWS, "CHAR", DELIMITER),
                Setting.of(ROWS, "WORD", HEADER),
                Setting.of(ROWS, "WORD", MISSING),
                Setting.of(ROWS, "NAME", ARRAY));
    }

    /**
     * Where plans run.
     *
     * @return backend and threads
     */
    public static List<Setting> machine() {
        return List.of(
                Setting.of(MACHINE, "ID[:DEVICE]", Settings.BACKEND), Setting.of(MACHINE, "N", Settings.THREADS));
    }

    /**
     * Sampling from a run.
     *
     * @return all of its settings
     */
    public static List<Setting> sample() {
        List<Setting> all = new ArrayList<>();
        SampleSettings.SAMPLE.forEach(o -> all.add(Setting.of(SAMPLING, label(o), o)));
        return all;
    }

    /**
     * Annealed importance sampling.
     *
     * @return all of its settings
     */
    public static List<Setting> annealedImportance() {
        List<Setting> all = new ArrayList<>();
        SampleSettings.AIS.forEach(o -> {
            Setting setting = Setting.of(NORMALISER, label(o), o);
            all.add(o == SampleSettings.SEED ? setting.withDefault("the run's own") : setting);
        });
        return all;
    }

    private static String label(Option<?> option) {
        return option == SampleSettings.SAMPLER
                ? "ID"
                : option == SampleSettings.START ? "WORD" : option.type().startsWith("number") ? "NUMBER" : "N";
    }

    /**
     * A training run.
     *
     * @return all of its settings
     */
    public static List<Setting> train() {
        List<Setting> all = new ArrayList<>(rows());
        all.add(Setting.of(RUN, "DIR", OUT));
        Map<String, String[]> shown = shown();
        for (Option<?> option : Settings.ALL) {
            String[] how = shown.getOrDefault(option.name(), new String[] {TRAINING, "VALUE"});
            Setting setting = Setting.of(how[0], how[1], option);
            all.add(option == Settings.DEQUANTIZE ? setting.withBare("on") : setting);
        }
        return all;
    }

    /**
     * A benchmark.
     *
     * @return all of its settings
     */
    public static List<Setting> bench() {
        return List.of(
                Setting.of(MODEL, "ID", Settings.MODEL),
                Setting.of(MODEL, "ID", Settings.OBJECTIVE)
                        .withDefault(Settings.OBJECTIVE.defaultValue() + "; " + StepBenchmark.FORWARD
                                + " times the model's value alone"),
                Setting.of(MODEL, "ID", Settings.PROJECTION),
                Setting.of(MODEL, "M", Settings.PROJECTIONS),
                Setting.of(MODEL, "ID", Settings.OPTIMIZER),
                Setting.of("Sizes:", "D", DIM),
                Setting.of("Sizes:", "B", BENCH_BATCH),
                Setting.of("Sizes:", "S", SECONDS),
                Setting.of(MACHINE, "N", Settings.SEED),
                Setting.of(MACHINE, "ID[:DEVICE]", Settings.BACKEND),
                Setting.of(MACHINE, "N", Settings.THREADS));
    }

    /**
     * The names that any verb knows: in the environment or a file they are no mistake, even where the verb at hand has no
     * use for them.
     *
     * @return names of settings
     */
    public static Set<String> names() {
        List<Setting> all = new ArrayList<>(train());
        all.addAll(bench());
        return all.stream().map(Setting::name).collect(Collectors.toSet());
    }

    /** Name of a setting to its heading and the label of its value. */
    private static Map<String, String[]> shown() {
        Map<String, String[]> map = new LinkedHashMap<>();
        put(map, MODEL, "ID", Settings.MODEL, Settings.OBJECTIVE, Settings.PROJECTION);
        put(map, MODEL, "M", Settings.PROJECTIONS);
        put(map, TRAINING, "ID", Settings.OPTIMIZER);
        put(map, TRAINING, "RATE", Settings.LR);
        put(map, TRAINING, "WORD", Settings.SCHEDULE);
        put(map, TRAINING, "N", Settings.WARMUP, Settings.EPOCHS, Settings.STEPS, Settings.BATCH_SIZE);
        put(map, TRAINING, "NORM", Settings.CLIP);
        put(map, TRAINING, "DECAY", Settings.EMA);
        put(map, TRAINING, "FRACTION", Settings.VALIDATION);
        put(map, TRAINING, "N", Settings.PATIENCE, Settings.EVALUATE_EVERY);
        put(map, PREPARING, "WORD", Settings.PREPROCESS, Settings.DEQUANTIZE);
        put(map, PREPARING, "SIGMA", Settings.NOISE);
        put(map, MACHINE, "N", Settings.SEED, Settings.THREADS);
        put(map, MACHINE, "ID[:DEVICE]", Settings.BACKEND);
        put(map, RUN, "N", Settings.CHECKPOINT_EVERY, Settings.KEEP);
        return map;
    }

    private static void put(Map<String, String[]> map, String group, String label, Option<?>... options) {
        for (Option<?> option : options) {
            map.put(option.name(), new String[] {group, label});
        }
    }
}
