package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.OutputFile;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Table;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.figure.FigureModules;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.engine.report.Reporter;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** One page on a run. */
@Command(
        name = "report",
        customSynopsis = "ssm report RUN [options]",
        description =
                "Writes one HTML file on a run, by default RUN/report.html; it needs no network. Of a model: what it was learned from, training curves, "
                        + "held-out verdicts, density and score of pairs of columns, drawn rows beside rows. Of a detector: calibration, "
                        + "scores, the strangest held-out rows and their reasons. And how to repeat it. The run's rows are read again "
                        + "from where they were, or from --data.%n",
        footer = {
            "",
            "Examples:",
            "  ssm report runs/wine",
            "  ssm report runs/wine --out wine.html --open",
            "  ssm report runs/detector"
        })
final class ReportVerb extends PluginVerb {
    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--full",
                description = "Also compute what takes minutes: all losses and verdicts of a large model.")
        private boolean full;
    }

    @Parameters(
            paramLabel = "RUN",
            arity = "1",
            description = "A run directory written by 'ssm train' or 'ssm detect fit'.")
    private Path run;

    @ArgGroup(exclusive = false, validate = false, order = 890, heading = "%nOutput:%n")
    private PageFlags output = new PageFlags();

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    ReportVerb() {
        super(StoredModel.FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        Flags.check(values);
        // what is no run is refused as that, and not for the name of its page
        RunDirectory.require(run);
        if (!DetectionRun.isRun(run)) {
            StoredRun.open(run, context.catalog());
        }
        OutputFile to = output.asked().orElseGet(() -> output.file(run.resolve("report.html")));
        Optional<Table> rows = rows(context, values, run);
        to.protect(inputs(run, values));
        Reporter reporter = ReportFolder.reporter(FigureModules.load(ReportFolder.path()));
        Console console = context.console();
        try (ProgressLine line = console.progress()) {
            ReportRequest request = new ReportRequest(
                    run,
                    rows,
                    context.commandLine(),
                    context.catalog(),
                    values.get(Settings.BACKEND),
                    values.get(Settings.THREADS),
                    own.full,
                    FlagWording.FLAGS,
                    what -> line.stage(what),
                    note -> console.warn("%s", note));
            to.write(console.out(), out -> reporter.write(request, out));
        }
        output.show(to, context);
        return 0;
    }

    /** The run's rows, where they are given anew. */
    static Optional<Table> rows(Context context, SettingValues values, Path run) {
        return values.given(KnownSettings.DATA.name()).isEmpty()
                ? Optional.empty()
                : Optional.of(Rows.again(context, values, origin(context, run)));
    }

    private static DataOrigin origin(Context context, Path run) {
        return DetectionRun.isRun(run)
                ? DetectionRun.open(
                                run,
                                context.catalog(),
                                Settings.BACKEND.defaultValue(),
                                Settings.THREADS.defaultValue())
                        .origin()
                : StoredRun.open(run, context.catalog()).origin();
    }

    /** The files that are read. */
    static List<Path> inputs(Path run, SettingValues values) {
        List<Path> files = new ArrayList<>(List.of(
                run.resolve("config.json"),
                run.resolve("metrics.jsonl"),
                run.resolve("model.safetensors"),
                run.resolve("detector.safetensors")));
        values.given(KnownSettings.DATA.name()).ifPresent(given -> {
            if (DataSource.parse(given.text()) instanceof DataSource.File(Path file)) {
                files.add(file);
            }
        });
        return files;
    }
}
