package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.Origin;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.engine.bench.BenchOptions;
import org.slicedscore.engine.bench.StepBenchmark;
import org.slicedscore.engine.bench.StepReport;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Times a training step. */
@Command(
        name = "bench",
        customSynopsis = "ssm bench [options]",
        description =
                "Times a training step on random rows: fresh directions, the loss, every parameter's gradient and "
                        + "the optimiser's update with a learning rate of 0. Reports how many multiply-adds the step executes, and how fast. "
                        + "With --objective forward, times one evaluation of the model.",
        footer = {
            "",
            "Options of plug-ins: --model.NAME, --objective.NAME, --projection.NAME, --optimizer.NAME, such as",
            "--model.hidden 1024,1024. 'ssm plugins describe ID' lists them.",
            "",
            "Example:",
            "  ssm bench --dim 784 --model.hidden 1024,1024 --batch-size 128 --threads 2 --seconds 5 --json"
        })
final class BenchVerb extends PluginVerb {
    private static final Flags FLAGS = new Flags(List.of(), KnownSettings.BENCH, KnownSettings.KINDS);

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "Settings from a JSON file, or a run's config.json.")
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
                names = "--lr",
                paramLabel = "RATE",
                defaultValue = "0",
                description =
                        "The optimiser's learning rate. The default, 0, keeps the weights: every step does all its "
                                + "work on the same, healthy network. Other rates ruin it sooner or later, as random rows have "
                                + "nothing to learn.")
        private double rate;

        @Option(
                names = "--weight-scale",
                paramLabel = "FACTOR",
                defaultValue = "1",
                description = "Multiply the first weights. With 100 most units are saturated; compare the times to see "
                        + "what tiny derivatives cost on this processor.")
        private double weightScale;

        @Option(names = "--json", description = "Write one JSON document to standard output.")
        private boolean json;
    }

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    BenchVerb() {
        super(FLAGS);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = settings(context, parsed, own.config);
        if (values.given(Settings.MODEL.name()).isEmpty()) {
            values.put(Settings.MODEL.name(), StepBenchmark.MODEL, new Origin.Flag("--" + Settings.MODEL.name()));
        }
        boolean forward = values.get(Settings.OBJECTIVE).equals(StepBenchmark.FORWARD);
        TrainingConfig config =
                forward ? withoutObjective(values, context) : Configurations.training(values, context.catalog());
        int dim = values.get(KnownSettings.DIM);
        Map<String, String> settings = new LinkedHashMap<>(Configurations.known(values));
        settings.put("batch-size", Integer.toString(values.get(KnownSettings.BENCH_BATCH)));
        // neither clips nor averages, as the benchmark
        settings.put("clip", "0");
        settings.put("ema", "0");
        Console console = context.console();
        if (own.explain) {
            if (forward) {
                settings.remove(Settings.OBJECTIVE.name());
            }
            TrainingConfig explained = TrainingConfig.parse(settings, context.catalog());
            if (forward) {
                Explain.forward(context, explained, dim);
            } else {
                Explain.print(context, explained, dim);
            }
            return 0;
        }
        BackendChoice choice = context.catalog().backends().choose(values.get(Settings.BACKEND));
        console.note("seed %d", config.get(Settings.SEED));
        console.note("backend %s on %s (%s)", choice.id(), choice.device().name(), choice.reason());
        double seconds = values.get(KnownSettings.SECONDS);
        StepReport report = Configurations.located(values, () -> {
            BenchOptions options = new BenchOptions(seconds, own.rate, own.weightScale, own.profile);
            return StepBenchmark.run(settings, dim, options, context.catalog());
        });
        if (own.json) {
            console.out().println(Json.pretty(BenchReport.json(report)));
        } else {
            BenchReport.lines(report).forEach(console.out()::println);
        }
        return 0;
    }

    /** Everything but the objective is checked as for a step. */
    private static TrainingConfig withoutObjective(SettingValues values, Context context) {
        String kind = Settings.OBJECTIVE.name();
        values.given().keySet().stream()
                .filter(name -> name.startsWith(kind + "."))
                .findFirst()
                .ifPresent(name -> {
                    throw values.wrong(name, "a forward pass has no objective; leave it out");
                });
        SettingValues others = new SettingValues(KnownSettings.BENCH, KnownSettings.KINDS);
        values.given().forEach((name, given) -> {
            if (!name.equals(kind)) {
                others.put(name, given.text(), given.origin());
            }
        });
        return Configurations.training(others, context.catalog());
    }
}
