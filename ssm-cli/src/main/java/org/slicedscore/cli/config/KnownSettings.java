package org.slicedscore.cli.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.ReadOptions.Missing;
import org.slicedscore.engine.bench.StepBenchmark;
import org.slicedscore.engine.detect.DetectSettings;
import org.slicedscore.engine.sample.SampleSettings;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.setting.SettingGroup;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;

/** The settings of the verbs. Those of training and of sampling come from {@link Settings} and {@link SampleSettings}. */
public final class KnownSettings {
    /** The rows. */
    public static final Setting<String> DATA = Setting.of(
            SettingGroup.ROWS,
            "DATA",
            Option.text(
                    "data",
                    "",
                    "The rows: a file of CSV, TSV, NPY, NPZ or IDX, gzipped or not; a file or folder of Parquet, PNG or JPEG; - for "
                            + "standard input; builtin:NAME; synthetic:ID?n=..&seed=.. for rows that a generator draws; or generator:ID?.. for rows drawn "
                            + "afresh at every step"));

    /** Columns of the rows. */
    public static final Setting<String> COLUMNS = Setting.of(
                    SettingGroup.ROWS,
                    "LIST",
                    Option.text(
                            "columns",
                            "",
                            "Columns to use: names, numbers from 1 and ranges (1-5,7,alcohol); a leading - or ! "
                                    + "leaves one out"))
            .withDefault("all but the label");

    /** The label column. */
    public static final Setting<String> LABEL = Setting.of(
            SettingGroup.ROWS,
            "COLUMN",
            Option.text(
                    "label", "", "A column (or array of an .npz) that is kept away from the model; none for no label"));

    /** The columns that the density is conditional on. */
    public static final Setting<String> CONDITION = Setting.of(
            SettingGroup.ROWS,
            "LIST",
            Option.text(
                    "condition",
                    "",
                    "Columns c, named as in columns, for a density p(x | c) of the others: numbers, times or categories"));

    /** The column of groups. */
    public static final Setting<String> GROUP = Setting.of(
            SettingGroup.ROWS,
            "COLUMN",
            Option.text(
                    "group",
                    "",
                    "A column, such as a patient's number, whose equal values stay on one side when rows are held out; it is "
                            + "kept away from the model"));

    /** The column of times. */
    public static final Setting<String> TIME = Setting.of(
            SettingGroup.ROWS,
            "COLUMN",
            Option.text(
                    "time",
                    "",
                    "A column of times or numbers by which rows are held out: the latest to report on, those before to stop "
                            + "by; it is kept away from the model"));

    /** What separates the fields of text. */
    public static final Setting<String> DELIMITER = Setting.of(
            SettingGroup.ROWS,
            "CHAR",
            Option.text("delimiter", "", "One character, or tab, space, comma, semicolon, pipe; found out by default"));

    /** Whether text begins with names. */
    public static final Setting<Header> HEADER = Setting.of(
            SettingGroup.ROWS,
            "WORD",
            Option.choice("header", Header.AUTO, "Whether the first line of text holds the names: yes, no or auto"));

    /** What to do about missing values. */
    public static final Setting<Missing> MISSING = Setting.of(
            SettingGroup.ROWS,
            "WORD",
            Option.choice(
                    "missing",
                    Missing.LEARN,
                    "Empty cells, NA, NaN and the like: learn keeps the row and learns that the cell is missing, drop leaves "
                            + "the row out, error refuses the data"));

    /** What columns hold. */
    public static final Setting<String> KIND = Setting.of(
                    SettingGroup.ROWS,
                    "LIST",
                    Option.text(
                            "kind",
                            "",
                            "What columns hold, if detection is wrong: NAME=categorical, NAME=number or NAME=time, "
                                    + "separated by commas"))
            .withDefault("detected");

    /** More words for missing values, an option of text. */
    public static final Setting<String> MISSING_WORDS = Setting.of(
            SettingGroup.ROWS,
            "LIST",
            Option.text(
                    "missing-words",
                    "",
                    "More words for missing values of text, separated by commas, such as unknown,-999"));

    /** The array of an NPZ. */
    public static final Setting<String> ARRAY = Setting.of(
            SettingGroup.ROWS,
            "NAME",
            Option.text("array", "", "Which array of an .npz holds the rows; X, or the only matrix, by default"));

    /** The run directory. */
    public static final Setting<String> OUT = Setting.of(
            SettingGroup.RUN,
            "DIR",
            Option.text("out", "", "The run directory; must not exist yet. By default a new one below runs/"));

    /** Dimension of a benchmark. */
    public static final Setting<Integer> DIM =
            Setting.of(SettingGroup.SIZES, "D", Option.integer("dim", 784, 1, 1_000_000, "D, the number of features"));

    /** Rows of a benchmark's step. */
    public static final Setting<Integer> BENCH_BATCH = Setting.of(
            SettingGroup.SIZES, "B", Option.integer("batch-size", 128, 1, 10_000_000, "B, the rows of a step"));

    /** Duration of a benchmark. */
    public static final Setting<Double> SECONDS = Setting.of(
            SettingGroup.SIZES,
            "S",
            Option.number("seconds", 5, 0.01, 86_400, "How long to measure, after the warm-up"));

    /** The kinds of plug-in whose options a training run takes. */
    public static final List<String> KINDS =
            TrainingConfig.KINDS.stream().map(PluginKind::word).toList();

    /** The kind of plug-in that reads rows, whose options every verb takes that reads some. */
    public static final List<String> ROW_KINDS = List.of(PluginKind.DATA.word());

    /** How rows are read. */
    public static final List<Setting<?>> ROWS = List.of(
            DATA, COLUMNS, LABEL, KIND, CONDITION, GROUP, TIME, DELIMITER, HEADER, MISSING, MISSING_WORDS, ARRAY);

    /** How rows are read for a detector, which knows neither conditions nor times. */
    public static final List<Setting<?>> DETECT_ROWS =
            List.of(DATA, COLUMNS, LABEL, KIND, GROUP, DELIMITER, HEADER, MISSING, MISSING_WORDS, ARRAY);

    /** Where plans run. */
    public static final List<Setting<?>> MACHINE = List.of(Settings.BACKEND, Settings.THREADS);

    /** A training run. */
    public static final List<Setting<?>> TRAIN = Stream.of(ROWS, List.of(OUT), Settings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /** A benchmark. */
    public static final List<Setting<?>> BENCH = List.of(
            Settings.MODEL.withDefault(StepBenchmark.MODEL),
            Settings.OBJECTIVE.withDefault(Settings.OBJECTIVE.defaultValue() + "; " + StepBenchmark.FORWARD
                    + " times the model's value alone"),
            Settings.PROJECTION,
            Settings.PROJECTIONS,
            Settings.OPTIMIZER.in(SettingGroup.MODEL),
            DIM,
            BENCH_BATCH,
            SECONDS,
            Settings.SEED,
            Settings.BACKEND,
            Settings.THREADS);

    /**
     * The names that any verb knows: in the environment or a file they are no mistake, even where the verb at hand has no
     * use for them.
     */
    public static final Set<String> NAMES = Stream.of(TRAIN, BENCH, DetectSettings.ALL)
            .flatMap(List::stream)
            .map(Setting::name)
            .collect(Collectors.toSet());

    private KnownSettings() {}
}
