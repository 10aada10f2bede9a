package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.RecordWriter;
import org.slicedscore.cli.output.RowFormat;
import org.slicedscore.cli.output.RowOutput;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Table;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.train.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Rows in, p-values, decisions and reasons out. */
@Command(
        name = "detect",
        customSynopsis = {
            "ssm detect fit DATA [options]",
            "       ssm detect RUN --data NEW [options]",
            "       ssm detect RUN --follow [options]"
        },
        synopsisSubcommandLabel = "[fit DATA]",
        subcommands = DetectFitVerb.class,
        description =
                "Prints for each row: its number in the data (from 0), p_value (the share of held-out normal rows at least as "
                        + "strange), anomaly (1 if it is flagged), score (larger is stranger); and for a flagged row the "
                        + "columns that made it strange, each with its share of the score and the value that would have "
                        + "been normal.%n",
        footer = {
            "",
            "Examples:",
            "  ssm detect fit normal.csv --out runs/d",
            "  ssm detect runs/d --data new.csv --out found.csv",
            "  ssm detect runs/d --data new.csv --fdr 0.1 --label broken",
            "  tail -f rows.csv | ssm detect runs/d --follow --json"
        })
final class DetectVerb extends Verb {
    private static final Flags FLAGS =
            new Flags(KnownSettings.DETECT_ROWS, KnownSettings.MACHINE, KnownSettings.ROW_KINDS);

    /** Options of the command line only. */
    static final class Own {
        @Option(
                names = "--alpha",
                paramLabel = "NUMBER",
                description =
                        "Flag rows with a p-value of at most this: the share of normal rows that is flagged (0.01).")
        private Double alpha;

        @Option(
                names = "--fdr",
                paramLabel = "NUMBER",
                description = "Flag as many rows as keep the expected share of normal ones among them at most this "
                        + "(Benjamini and Hochberg), instead of --alpha.")
        private Double fdr;

        @Option(
                names = "--reasons",
                paramLabel = "K",
                description = "How many columns to give as reasons for a flagged row (3).")
        private int reasons = 3;

        @Option(
                names = "--vector",
                description =
                        "Also print the part of every column in the score, one column part_NAME each; and reasons for all rows.")
        private boolean vector;

        @Option(names = "--follow", description = "Read rows as text from standard input and answer each at once.")
        private boolean follow;

        @Option(names = "--json", description = "The same as --format jsonl.")
        private boolean json;

        double alpha() {
            return alpha == null ? 0.01 : alpha;
        }

        Double fdr() {
            return fdr;
        }

        int reasons() {
            return reasons;
        }

        boolean vector() {
            return vector;
        }
    }

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run directory written by 'ssm detect fit'.")
    private Path run;

    @ArgGroup(exclusive = false, validate = false, order = 890, heading = "%nOutput:%n")
    private OutputFlags output = new OutputFlags();

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    @Override
    public void extend(CommandSpec spec) {
        FLAGS.addTo(spec);
        CommandSpec fit = spec.subcommands().get("fit").getCommandSpec();
        fit.usageMessage().sortOptions(false);
        ((Verb) fit.userObject()).extend(fit);
    }

    @Override
    List<String> pluginKinds() {
        return FLAGS.kinds();
    }

    @Override
    public boolean takesPluginFlags() {
        return true;
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        if (run == null) {
            throw SsmException.usage("found no run, expected ssm detect RUN --data NEW, or ssm detect fit DATA before");
        }
        check();
        SettingValues values = FLAGS.read(context, parsed, null);
        Flags.check(values);
        RowOutput to = output();
        DetectionRun stored =
                DetectionRun.open(run, context.catalog(), values.get(Settings.BACKEND), values.get(Settings.THREADS));
        Console console = context.console();
        if (own.alpha() < stored.detection().leastPValue() && own.fdr == null) {
            console.warn(
                    "alpha %s flags no row: the smallest p-value of %,d calibration rows is %.2g",
                    own.alpha(),
                    stored.detection().calibrationRows(),
                    stored.detection().leastPValue());
        }
        boolean given = values.given(KnownSettings.DATA.name()).isPresent();
        if (own.follow) {
            if (given || own.fdr != null) {
                throw Problem.usage(Subject.setting("follow"))
                        .says("does not go with %s", Subject.setting(given ? "data" : "fdr"))
                        .remedy("leave it out")
                        .exception();
            }
            to.protect(List.of());
            to.write(console.out(), out -> DetectStream.follow(stored, own, to.format(), System.in, out, context));
            return 0;
        }
        if (!given) {
            throw Problem.usage(Subject.setting("data"))
                    .says("no rows to judge")
                    .remedy("give %s, or --follow for rows as they come", DataSource.FORMS)
                    .exception();
        }
        to.protect(inputs(values));
        Table table = Rows.otherwise(
                context, values, stored.origin(), stored.detection().schema());
        DetectReport report = new DetectReport(stored.detection(), own);
        to.write(console.out(), out -> {
            RecordWriter writer = new RecordWriter(to.format(), out, report.names());
            report.write(table, writer);
            writer.flush();
        });
        report.summary(table).forEach(console::error);
        return 0;
    }

    private List<Path> inputs(SettingValues values) {
        List<Path> inputs = new ArrayList<>(List.of(run.resolve("config.json"), run.resolve("detector.safetensors")));
        if (DataSource.parse(values.get(KnownSettings.DATA)) instanceof DataSource.File(Path file)) {
            inputs.add(file);
        }
        return inputs;
    }

    private void check() {
        if (own.alpha != null && own.fdr != null) {
            throw Problem.usage(Subject.setting("alpha"))
                    .found("--fdr as well, which is another rule")
                    .remedy("give one of them")
                    .exception();
        }
        checkShare("alpha", own.alpha);
        checkShare("fdr", own.fdr);
        if (own.reasons < 0) {
            throw Problem.usage(Subject.setting("reasons"))
                    .found("%d", own.reasons)
                    .expected("0 or more")
                    .exception();
        }
    }

    private static void checkShare(String name, Double value) {
        if (value != null && !(value > 0 && value < 1)) {
            throw Problem.usage(Subject.setting(name))
                    .found("%s", value)
                    .expected("a number between 0 and 1")
                    .exception();
        }
    }

    private RowOutput output() {
        RowFormat format = output.format();
        if (own.json && format != null && format != RowFormat.JSONL) {
            throw Problem.usage(Subject.setting("json"))
                    .says("contradicts --format %s", format.word())
                    .remedy("give one of them")
                    .exception();
        }
        RowOutput to = output.open(own.json ? RowFormat.JSONL : format);
        if (to.format().counted()) {
            throw Problem.usage(Subject.setting("format"))
                    .says(
                            "%s holds numbers alone, and reasons are words",
                            to.format().word())
                    .remedy("use csv, tsv or jsonl")
                    .exception();
        }
        return to;
    }
}
