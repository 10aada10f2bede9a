package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentRun;
import org.slicedscore.engine.experiment.Experiments;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.train.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Runs an experiment, or lists those that are installed. */
@Command(
        name = "reproduce",
        customSynopsis = {"ssm reproduce NAME [options]", "       ssm reproduce"},
        description = "Runs one of the paper's experiments and writes raw results, figures and tables. Without a name, "
                + "lists the experiments with their durations and options. Run it again with the same settings to "
                + "resume.",
        footer = {
            "",
            "Options of an experiment: --experiment.NAME=VALUE; 'ssm reproduce' lists them.",
            "",
            "Examples:",
            "  ssm reproduce",
            "  ssm reproduce projections --quick",
            "  ssm reproduce scaling --out results/scaling --seeds 3"
        })
final class ReproduceVerb extends PluginVerb {
    private static final String KIND = "experiment";
    private static final Flags FLAGS = new Flags(List.of(), KnownSettings.MACHINE, List.of(KIND));

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The experiment.")
    private String name;

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--quick",
                description = "Write the same folder in a few minutes at a reduced size, and mark every file.")
        private boolean quick;

        @Option(
                names = "--seeds",
                paramLabel = "N",
                description = "Number of seeds; each experiment has its own default.")
        private Integer seeds;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Folder for the results; by default results/NAME or results/NAME-quick.")
        private Path out;

        @Option(
                names = "--data",
                paramLabel = "DATA",
                split = ",",
                description =
                        "Data sets to use instead of the experiment's own: paths, builtin:NAME ..., separated by ','.")
        private List<String> data = List.of();

        @Option(names = "--json", description = "Write the result as one JSON document to standard output.")
        private boolean json;
    }

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    ReproduceVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, null);
        Experiments experiments = installed();
        if (name == null) {
            return list(context, experiments);
        }
        Experiment experiment = experiments.get(name);
        if (own.seeds != null && own.seeds < 1) {
            throw Problem.usage(Subject.setting("seeds"))
                    .found("%d", own.seeds)
                    .expected("1 or more")
                    .exception();
        }
        Options options = values.plugin(KIND, experiment.id(), experiment.options());
        BackendChoice choice = context.catalog().backends().choose(values.get(Settings.BACKEND));
        context.console()
                .note("backend %s on %s (%s)", choice.id(), choice.device().name(), choice.reason());
        Setup setup = new Setup(
                own.quick,
                own.seeds == null ? experiment.seeds(own.quick) : own.seeds,
                own.data,
                options,
                choice.spec(),
                values.get(Settings.THREADS),
                context.catalog());
        Path out = own.out != null ? own.out : Path.of("results", experiment.id() + (own.quick ? "-quick" : ""));
        return run(context, new ExperimentRun(experiment, setup, out, experiments), out);
    }

    private int run(Context context, ExperimentRun run, Path out) {
        context.onSignal(run::requestStop);
        Console console = context.console();
        ExperimentRun.Outcome outcome;
        try (ExperimentReporter reporter = new ExperimentReporter(console)) {
            outcome = run.listener(reporter).run();
        }
        if (outcome.interrupted()) {
            console.error(String.format(
                    Locale.ROOT,
                    "interrupted after %d of %d cells; to go on: ssm %s",
                    outcome.results().size(),
                    outcome.cells(),
                    again(context, out)));
        }
        if (own.json) {
            console.out()
                    .println(Json.pretty(Json.object(
                            "experiment", name,
                            "out", out.toString(),
                            "cells", outcome.cells(),
                            "done", outcome.results().size(),
                            "interrupted", outcome.interrupted(),
                            "page",
                                    outcome.page() == null
                                            ? null
                                            : outcome.page().toString())));
        } else if (!outcome.interrupted()) {
            console.out().println("page     " + outcome.page());
            console.out().println("figures  " + out.resolve("figures"));
            console.out().println("tables   " + out.resolve("tables"));
            console.out().println("raw      " + out.resolve("results.csv") + ", " + out.resolve("results.json"));
        }
        return 0;
    }

    /** The same command with its folder, fit for a shell. */
    private String again(Context context, Path out) {
        List<String> words = new ArrayList<>(context.commandLine());
        if (own.out == null) {
            words.add("--out");
            words.add(out.toString());
        }
        return String.join(
                " ",
                words.stream()
                        .map(w -> w.matches("[A-Za-z0-9_./:=,@%+-]+") ? w : "'" + w.replace("'", "'\\''") + "'")
                        .toList());
    }

    /** The experiments that there are. */
    static Experiments installed() {
        return Experiments.load(ReportFolder.path());
    }

    private int list(Context context, Experiments experiments) {
        List<Map<String, Object>> documents = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable().row("experiment", "time", "--quick", "seeds", "what it shows");
        for (Experiment e : experiments.all()) {
            table.row(
                    e.id(),
                    duration(e.expectedSeconds(false)),
                    duration(e.expectedSeconds(true)),
                    String.valueOf(e.seeds(false)),
                    e.title());
            List<Object> options = new ArrayList<>();
            for (org.slicedscore.api.option.Option<?> o : e.options()) {
                lines.add("  " + e.id() + ": --" + KIND + "." + o.name() + "  " + o.doc() + " (" + o.type() + ", "
                        + defaultOf(o) + ")");
                options.add(Json.object("name", o.name(), "type", o.type(), "default", defaultOf(o), "doc", o.doc()));
            }
            documents.add(Json.object(
                    "experiment", e.id(),
                    "title", e.title(),
                    "source", e.source(),
                    "seconds", e.expectedSeconds(false),
                    "quick_seconds", e.expectedSeconds(true),
                    "seeds", e.seeds(false),
                    "options", options));
        }
        if (own.json) {
            context.console().out().println(Json.pretty(documents));
            return 0;
        }
        table.lines().forEach(context.console().out()::println);
        if (!lines.isEmpty()) {
            context.console().out().println("");
            context.console().out().println("options");
            lines.forEach(context.console().out()::println);
        }
        context.console().out().println("");
        context.console().out().println("ssm reproduce NAME runs one; times are for two cores");
        return 0;
    }

    private static <T> String defaultOf(org.slicedscore.api.option.Option<T> option) {
        return option.format(option.defaultValue());
    }

    private static String duration(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 5400
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
