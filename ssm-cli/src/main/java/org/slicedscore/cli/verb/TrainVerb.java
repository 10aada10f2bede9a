package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Generators;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.ResumePoint;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingResult;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Learns a model from rows and writes a run directory. */
@Command(
        name = "train",
        customSynopsis = {"ssm train --data DATA [options]", "       ssm train --resume DIR [options]"},
        description = "Learns a model from rows and writes a run directory.",
        footer = {
            "",
            "Options of plug-ins: --model.NAME, --objective.NAME, --projection.NAME, --optimizer.NAME, such as",
            "--model.hidden 128,128. 'ssm plugins describe ID' lists them.",
            "",
            "Settings come from defaults, --config FILE, environment variables such as SSM_BATCH_SIZE and",
            "SSM_MODEL_HIDDEN, and the command line; later ones win.",
            "",
            "Examples:",
            "  ssm train --data builtin:redwine --out runs/wine --seed 1",
            "  ssm train --data rows.csv --label class --model mlp-energy --model.hidden 256,256",
            "  ssm train --resume runs/wine"
        })
final class TrainVerb extends PluginVerb {
    private static final Flags FLAGS = new Flags(
            List.of(),
            KnownSettings.TRAIN,
            Stream.concat(KnownSettings.KINDS.stream(), KnownSettings.ROW_KINDS.stream())
                    .toList());

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Resume the run in DIR; the result is the same bit for bit.")
        private Path resume;

        @Option(names = "--force", description = "Replace an earlier run in --out.")
        private boolean force;

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "Settings from a JSON file, such as {\"batch-size\": 64}, or a run's config.json.")
        private Path config;

        @Option(
                names = "--explain",
                description = "Print the plan of a training step with its multiply-adds, and stop.")
        private boolean explain;

        @Option(
                names = "--profile",
                description = "Also time each instruction of the plan: share of the time, GFLOP/s and share of peak.")
        private boolean profile;

        @Option(
                names = "--plot",
                arity = "0..1",
                fallbackValue = "auto",
                paramLabel = "WORD",
                description =
                        "Show the loss curve at the end, on standard error: as a picture where the terminal says that it can "
                                + "(kitty, iterm2, sixel), else in characters. Nothing on a pipe, unless --plot=blocks or another WORD asks "
                                + "for it.")
        private String plot;

        @Option(names = "--json", description = "Write the result as one JSON document to standard output.")
        private boolean json;
    }

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    TrainVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, own.config);
        return Configurations.located(
                values, () -> own.resume != null ? resume(context, values) : start(context, values));
    }

    private int start(Context context, SettingValues values) {
        TrainingConfig config = Configurations.training(values, context.catalog());
        String source = values.get(KnownSettings.DATA);
        if (source.isEmpty()) {
            throw Problem.usage(Subject.setting("data"))
                    .says("no rows to learn from")
                    .remedy("give %s, such as --data builtin:redwine", DataSource.FORMS)
                    .exception();
        }
        context.console().note("seed %d", config.get(Settings.SEED));
        Path out = RunFolder.of(values, source, config.model().id());
        if (!own.explain) {
            RunDirectory.check(out, own.force);
        }
        Table table = Rows.read(context, values);
        TrainingData data = prepare(context, table, config);
        if (own.explain) {
            return Explain.print(context, config, data);
        }
        DataOrigin origin = DataOrigin.of(Rows.options(values), table);
        try (RunDirectory directory = RunDirectory.create(out, own.force, context.commandLine(), origin, data)
                .worded(FlagWording.FLAGS)) {
            Trainer trainer = new Trainer(config, data, context.catalog()).store(directory);
            return train(context, trainer, directory, data, config.get(Settings.SEED), source);
        }
    }

    private int resume(Context context, SettingValues values) {
        values.given("out").ifPresent(g -> {
            throw values.wrong("out", "does not go with --resume, which goes on where the run is; leave it out");
        });
        if (own.force || own.explain) {
            throw Problem.usage(Subject.setting(own.force ? "force" : "explain"))
                    .says("does not go with --resume")
                    .remedy("leave it out")
                    .exception();
        }
        Flags.check(values);
        StoredRun run = StoredRun.open(own.resume, context.catalog());
        TrainingConfig config = run.config(changes(context, values));
        run.notes().forEach(note -> context.console().note("%s", note));
        ResumePoint point = run.resumePoint();
        say(context, own.resume, point);
        context.console().note("seed %d", config.get(Settings.SEED));
        Table table = Rows.again(context, values, run.origin());
        TrainingData data = prepare(context, table, config);
        try (RunDirectory directory = RunDirectory.resume(run, point.snapshot(), context.commandLine(), data)
                .worded(FlagWording.FLAGS)) {
            Trainer trainer = new Trainer(config, data, context.catalog())
                    .store(directory)
                    .from(point.snapshot());
            return train(
                    context,
                    trainer,
                    directory,
                    data,
                    config.get(Settings.SEED),
                    run.origin().source().spec());
        }
    }

    private static void say(Context context, Path run, ResumePoint point) {
        point.damaged().forEach(problem -> context.console().warn("%s", problem));
        if (point.snapshot() == null) {
            context.console().note("%s: interrupted before its first checkpoint; starting over", run);
        }
    }

    /** What is given anew. The run keeps its device; another spelling of the same one is no change. */
    private static Map<String, String> changes(Context context, SettingValues values) {
        Map<String, String> changes = Configurations.known(values);
        String backend = changes.remove(Settings.BACKEND.name());
        if (backend != null && !backend.equals(Settings.BACKEND.defaultValue())) {
            changes.put(
                    Settings.BACKEND.name(),
                    context.catalog().backends().choose(backend).spec());
        }
        return changes;
    }

    private static TrainingData prepare(Context context, Table table, TrainingConfig config) {
        TrainingData data = TrainingData.prepare(table, config);
        // those of the table have been printed when it was read
        data.notes().stream()
                .filter(note -> !table.notes().contains(note))
                .forEach(note -> context.console().note("%s", note));
        return data;
    }

    private int train(
            Context context, Trainer trainer, RunDirectory directory, TrainingData data, long seed, String source) {
        AtomicBoolean stop = new AtomicBoolean();
        context.onSignal(() -> stop.set(true));
        LossCurve curve = LossCurve.of(context, own.plot);
        TrainReporter reporter = new TrainReporter(context.console());
        TrainingResult result;
        try (reporter) {
            result = trainer.listener(reporter)
                    .profiled(own.profile)
                    .stop(stop::get)
                    .run();
        }
        TrainSummary summary =
                new TrainSummary(directory.path(), source, seed, result, scoreError(context, result, data));
        Console console = context.console();
        if (curve != null) {
            curve.show(directory.path());
        }
        boolean interrupted = result.outcome() == TrainingResult.Outcome.INTERRUPTED;
        if (interrupted) {
            console.error(summary.interrupted());
        }
        if (own.json) {
            Map<String, Object> document = summary.json();
            if (reporter.profile() != null) {
                document.put("profile", ProfileReport.json(reporter.profile()));
            }
            console.out().println(Json.pretty(document));
        } else {
            if (!interrupted) {
                summary.lines().forEach(console.out()::println);
            }
            if (reporter.profile() != null) {
                ProfileReport.lines(reporter.profile()).forEach(console.out()::println);
            }
        }
        return 0;
    }

    /** How far the score is from the true one on the held-out rows, where that is known. */
    private static Estimate scoreError(Context context, TrainingResult result, TrainingData data) {
        if (result.model() == null || data.validation() == null || !Generators.drawn(data.table())) {
            return null;
        }
        ResolvedConfig config = result.model().config();
        try (DeviceModel device = new DeviceModel(
                result.model(), context.catalog(), config.get(Settings.BACKEND), config.get(Settings.THREADS))) {
            return Evaluation.scoreError(device, data.table(), data.split().validation());
        }
    }
}
