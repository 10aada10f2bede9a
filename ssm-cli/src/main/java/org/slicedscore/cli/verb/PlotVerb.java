package org.slicedscore.cli.verb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.OutputFile;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.PathNames;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.FigureModules;
import org.slicedscore.engine.figure.FigureRenderer;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.engine.report.Reporter;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** One figure. */
@Command(
        name = "plot",
        customSynopsis = "ssm plot RUN|DATA [options]",
        description =
                "Draws one figure of a model, of a detector or of a table, as SVG, or as PNG if the file's name ends in .png; by "
                        + "default NAME-FIGURE.svg here.%n",
        footer = {
            "",
            "Figures of a model: density, history, samples, verdict, columns.",
            "Of a detector: calibration, columns, pairs. Of a table: columns, pairs.",
            "",
            "Examples:",
            "  ssm plot runs/wine --figure density --columns pH,alcohol --out wine.png",
            "  ssm plot runs/wine --figure history",
            "  ssm plot rows.csv --figure pairs"
        })
final class PlotVerb extends PluginVerb {
    private static final List<Setting<?>> ROWS = KnownSettings.ROWS.stream()
            .<Setting<?>>filter(s -> s != KnownSettings.COLUMNS && s != KnownSettings.CONDITION)
            .toList();

    private static final Flags FLAGS = new Flags(ROWS, KnownSettings.MACHINE, KnownSettings.ROW_KINDS);

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--figure",
                paramLabel = "NAME",
                description = "The figure; by default density, calibration or columns.")
        private String figure = "";

        @Option(
                names = "--columns",
                paramLabel = "LIST",
                split = ",",
                description = "Names of the columns to show; two for a plane. By default the most telling ones.")
        private List<String> columns = List.of();
    }

    @Parameters(
            paramLabel = "RUN|DATA",
            arity = "1",
            description = "A run directory of 'ssm train' or 'ssm detect fit', or rows: " + DataSource.FORMS + ".")
    private String what;

    @ArgGroup(exclusive = false, validate = false, order = 890, heading = "%nOutput:%n")
    private PageFlags output = new PageFlags();

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    PlotVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        Flags.check(values);
        FigureModules modules = FigureModules.load(ReportFolder.path());
        Reporter reporter = ReportFolder.reporter(modules);
        if (!own.figure.isEmpty() && !reporter.figures().contains(own.figure)) {
            throw Problem.usage(Subject.setting("figure"))
                    .says("there is no figure '%s'", own.figure)
                    .remedy("%s", Names.hint(own.figure, reporter.figures()))
                    .exception();
        }
        Path run = run();
        Optional<OutputFile> to = output.asked().map(PlotVerb::checked);
        to.ifPresent(file -> file.protect(ReportVerb.inputs(run == null ? Path.of("") : run, values)));
        Optional<Table> rows = run == null
                ? Optional.of(Rows.read(context, what, Rows.options(values)))
                : ReportVerb.rows(context, values, run);
        Figure figure;
        try (ProgressLine line = context.console().progress()) {
            figure = reporter.figure(
                    new ReportRequest(
                            run,
                            rows,
                            context.commandLine(),
                            context.catalog(),
                            values.get(Settings.BACKEND),
                            values.get(Settings.THREADS),
                            true,
                            FlagWording.FLAGS,
                            doing -> line.stage(doing),
                            note -> context.console().warn("%s", note)),
                    own.figure,
                    own.columns);
        }
        write(context, to.orElseGet(() -> named(run, figure)), figure, ReportFolder.renderer(modules));
        return 0;
    }

    private Path run() {
        if (what.contains(":") && !Files.exists(PathNames.of(what))) {
            return null;
        }
        Path path = PathNames.of(what);
        return Files.isDirectory(path) ? path : null;
    }

    private static OutputFile checked(OutputFile to) {
        if (to.path() != null && !png(to.path()) && !lower(to.path()).endsWith(".svg")) {
            throw Problem.usage(Subject.setting("out"))
                    .found("'%s'", to.path())
                    .expected("a name that ends in .svg or .png")
                    .exception();
        }
        return to;
    }

    private OutputFile named(Path run, Figure figure) {
        DataSource source = run == null ? DataSource.parse(what) : new DataSource.File(run);
        OutputFile to = output.file(Path.of(source.stem() + "-" + figure.name() + ".svg"));
        to.protect(List.of());
        return to;
    }

    private static boolean png(Path path) {
        return lower(path).endsWith(".png");
    }

    private static String lower(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    private void write(Context context, OutputFile to, Figure figure, FigureRenderer renderer) {
        to.write(context.console().out(), out -> draw(to, figure, renderer, out));
        if (to.path() != null) {
            context.console().note("%s", figure.caption());
        }
        output.show(to, context);
    }

    private static void draw(OutputFile to, Figure figure, FigureRenderer renderer, OutputStream out)
            throws IOException {
        if (to.path() != null && png(to.path())) {
            renderer.png(figure, "", out);
        } else {
            renderer.svg(figure, "", out);
        }
    }
}
