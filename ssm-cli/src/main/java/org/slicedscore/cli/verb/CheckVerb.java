package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.BackendState;
import org.slicedscore.catalog.Backends;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.engine.check.CheckReport;
import org.slicedscore.engine.check.GoldenCheck;
import org.slicedscore.engine.check.SelfCheck;
import org.slicedscore.engine.train.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Golden vectors, gradients and backends against the oracle, on this machine. */
@Command(
        name = "check",
        customSynopsis = "ssm check [--golden DIR] [--backend ID] [options]",
        description =
                "Checks the backends of this machine. Without --golden, compares all derivatives of all installed models and "
                        + "objectives with finite differences in double precision, and every other backend with that. With "
                        + "--golden, compares with the vectors in DIR. The exit code is 6 if a check fails or nothing was checked.",
        footer = {"", "Examples:", "  ssm check", "  ssm check --golden golden --backend simd --json"})
final class CheckVerb extends Verb {
    private static final Flags FLAGS = new Flags(List.of(), KnownSettings.MACHINE, List.of());

    /** Options of the command line only. */
    private static final class Own {
        @Option(
                names = "--golden",
                paramLabel = "DIR",
                description = "Compare with the golden vectors (*.safetensors) in DIR, or with one such file.")
        private Path golden;

        @Option(names = "--json", description = "Write one JSON document to standard output.")
        private boolean json;
    }

    @ArgGroup(exclusive = false, validate = false, order = 900, heading = "%nOn the command line only:%n")
    private Own own = new Own();

    @Override
    public void extend(CommandSpec spec) {
        FLAGS.addTo(spec);
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        SettingValues values = FLAGS.read(context, parsed, null);
        Flags.check(values);
        List<BackendChoice> backends = backends(context, values);
        List<CheckReport> reports = own.golden == null
                ? derivatives(context, backends)
                : golden(context.catalog(), backends, values.get(Settings.THREADS));
        CheckPrinter printer = new CheckPrinter(reports, own.golden == null);
        if (own.json) {
            context.console().out().println(printer.json());
        } else {
            printer.lines(context.console().level() == Console.Level.VERBOSE)
                    .forEach(context.console().out()::println);
        }
        return printer.pass() ? 0 : SsmException.Kind.CHECK.exitCode();
    }

    /** The one that is asked for, or all that work here. */
    private static List<BackendChoice> backends(Context context, SettingValues values) {
        Backends backends = context.catalog().backends();
        String asked = values.get(Settings.BACKEND);
        if (!asked.equals(Settings.BACKEND.defaultValue())) {
            return List.of(backends.choose(asked));
        }
        List<BackendChoice> all = new ArrayList<>();
        for (BackendState state : backends.states()) {
            if (state.state() == BackendState.State.AVAILABLE) {
                all.add(backends.choose(state.id()));
            } else {
                context.console()
                        .note(
                                "not checked: backend %s is %s: %s; %s",
                                state.id(), state.state().word(), state.reason(), state.remedy());
            }
        }
        if (all.isEmpty()) {
            throw SsmException.backend("no backend is available to check; 'ssm backends' says why");
        }
        return all;
    }

    private static List<CheckReport> derivatives(Context context, List<BackendChoice> backends) {
        try (ProgressLine line = context.console().progress()) {
            return SelfCheck.run(context.catalog(), backends, line::stage);
        }
    }

    private List<CheckReport> golden(Catalog catalog, List<BackendChoice> backends, int threads) {
        List<CheckReport> reports = new ArrayList<>();
        for (BackendChoice choice : backends) {
            try (Backend backend = choice.open(threads)) {
                reports.add(GoldenCheck.run(
                        own.golden,
                        choice.id(),
                        backend,
                        id -> find(catalog, PluginKind.MODEL, id).map(Model.class::cast),
                        id -> find(catalog, PluginKind.OBJECTIVE, id).map(Objective.class::cast)));
            }
        }
        return reports;
    }

    private static Optional<Plugin> find(Catalog catalog, PluginKind kind, String id) {
        return catalog.entries(kind).stream()
                .filter(e -> e.id().equals(id))
                .map(PluginEntry::plugin)
                .findFirst();
    }
}
