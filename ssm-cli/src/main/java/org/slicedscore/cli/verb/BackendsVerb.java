package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.BackendState;
import org.slicedscore.catalog.Backends;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.catalog.PluginProblem;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Lists the backends: usable, not usable here, broken. */
@Command(
        name = "backends",
        customSynopsis = "ssm backends [--json]",
        description = "Lists the backends and devices of this machine, and says why others cannot be used.",
        footer = {"", "Example:", "  ssm backends"})
final class BackendsVerb extends Verb {
    @Option(names = "--json", description = "Write one JSON document to standard output.")
    private boolean json;

    @Override
    boolean lists(PluginProblem problem) {
        return problem.kind() == PluginKind.BACKEND;
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        Backends backends = context.catalog().backends();
        Console console = context.console();
        if (json) {
            console.out()
                    .println(Json.pretty(
                            backends.states().stream().map(BackendsVerb::json).toList()));
            return 0;
        }
        TextTable table = new TextTable().row("backend", "state", "device", "");
        List<String> causes = new ArrayList<>();
        for (BackendState s : backends.states()) {
            if (s.devices().isEmpty()) {
                table.row(s.id(), s.state().word(), "", "");
            }
            if (s.devices().isEmpty() || !s.reason().isEmpty()) {
                causes.add(s.id() + ": " + s.reason());
                causes.add("  what to do: " + s.remedy());
                causes.add("  found in " + s.location());
            }
            for (Device d : s.devices()) {
                table.row(s.id(), s.state().word(), s.id() + ":" + d.index() + " " + d.name(), details(d));
            }
        }
        table.lines().forEach(console.out()::println);
        if (!causes.isEmpty()) {
            console.out().println("");
            causes.forEach(console.out()::println);
        }
        console.out().println("");
        console.out().println(automatic(backends));
        return 0;
    }

    private static String automatic(Backends backends) {
        try {
            BackendChoice choice = backends.choose("auto");
            return "--backend auto takes " + choice.spec();
        } catch (SsmException e) {
            return "--backend auto takes none: " + e.problem().statement().text(FlagWording.FLAGS);
        }
    }

    private static String details(Device d) {
        String memory = d.memory() == 0 ? "" : String.format(Locale.ROOT, "%.1f GiB", d.memory() / (double) (1L << 30));
        return d.description().isEmpty() || memory.isEmpty()
                ? d.description() + memory
                : d.description() + ", " + memory;
    }

    private static Map<String, Object> json(BackendState s) {
        return Json.object(
                "id", s.id(),
                "vendor", s.entry() == null ? "" : s.entry().vendor(),
                "version", s.entry() == null ? "" : s.entry().version(),
                "state", s.state().word(),
                "devices", s.devices().stream().map(BackendsVerb::json).toList(),
                "reason", s.reason(),
                "remedy", s.remedy(),
                "location", s.location());
    }

    private static Map<String, Object> json(Device d) {
        return Json.object(
                "index", d.index(),
                "name", d.name(),
                "kind", d.kind().name().toLowerCase(Locale.ROOT),
                "description", d.description(),
                "memory", d.memory(),
                "rank", d.rank());
    }
}
