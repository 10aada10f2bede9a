package org.slicedscore.cli.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.catalog.PluginProblem;
import org.slicedscore.catalog.PluginState;
import org.slicedscore.catalog.PluginState.State;
import org.slicedscore.catalog.PluginTrust;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.data.io.IoErrors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** Lists the plug-ins, usable and broken. */
@Command(
        name = "plugins",
        customSynopsis = {
            "ssm plugins [--json | --sums]",
            "       ssm plugins describe ID [--json]",
            "       ssm plugins verify JAR [--json]",
            "       ssm plugins new KIND NAME [--dir DIR] [--package NAME]"
        },
        description =
                "Lists models, objectives, projections, optimisers, samplers, generators, detectors, exporters, file formats and "
                        + "backends, and shows which are broken.",
        synopsisSubcommandLabel = "[describe ID | verify JAR | new KIND NAME]",
        subcommands = {DescribeVerb.class, VerifyVerb.class, NewVerb.class},
        footer = {
            "",
            "Examples:",
            "  ssm plugins describe mlp-energy",
            "  ssm plugins verify target/banana-1.0.jar",
            "  ssm plugins new model banana"
        })
final class PluginsVerb extends Verb {
    @picocli.CommandLine.Option(names = "--json", description = "Write one JSON document to standard output.")
    private boolean json;

    @picocli.CommandLine.Option(
            names = "--sums",
            description =
                    "Print the SHA-256 of every jar in folders of plug-ins, usable or not: a list for --plugins-trust.")
    private boolean sums;

    @Override
    boolean lists(PluginProblem problem) {
        return true;
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        if (sums) {
            return printSums(context);
        }
        List<PluginState> states = PluginState.all(context.catalog());
        Consumer<String> out = context.console().out()::println;
        if (json) {
            out.accept(Json.pretty(Json.object(
                    "plugins", states.stream().map(PluginsVerb::json).toList(),
                    "problems",
                            states.stream()
                                    .filter(s -> s.state() != State.READY)
                                    .map(PluginsVerb::json)
                                    .toList())));
            return 0;
        }
        TextTable table =
                new TextTable().ragged().row("kind", "id", "vendor", "version", "state", "what it is", "from");
        List<PluginState> others = new ArrayList<>();
        for (PluginState s : states) {
            if (s.entry() != null) {
                table.row(
                        s.kind().word(),
                        s.id(),
                        s.vendor(),
                        s.version(),
                        s.state().word(),
                        s.entry().plugin().description(),
                        shortened(s.location()));
            }
            if (s.state() != State.READY) {
                others.add(s);
            }
        }
        table.lines().forEach(out);
        if (!others.isEmpty()) {
            out.accept("");
            others.forEach(s -> out.accept(s.describe()));
        }
        return 0;
    }

    /** As sha256sum writes them; a name with a line break would be a line of its own. */
    private int printSums(Context context) {
        if (json) {
            throw Problem.usage(Subject.setting("sums"))
                    .found("--json as well, which holds the sums already")
                    .remedy("give one of the two")
                    .exception();
        }
        for (Path jar : context.catalog().jars()) {
            context.console().out().println(sum(jar) + "  " + jar.toString().replaceAll("\\p{C}", "?"));
        }
        return 0;
    }

    private static String sum(Path jar) {
        try {
            return PluginTrust.sum(jar);
        } catch (IOException e) {
            throw IoErrors.reading(jar.toString(), e);
        }
    }

    /** The sum of the jar that a plug-in is in; empty for one that is no jar. */
    static Optional<String> sum(PluginState s) {
        try {
            Path jar = Path.of(s.location());
            return Files.isRegularFile(jar) ? Optional.of(PluginTrust.sum(jar)) : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty();
        }
    }

    /** The last part of a path is enough to tell jars apart in a table; {@code --json} has all of it. */
    private static String shortened(String location) {
        return location.substring(location.replaceFirst("/+$", "").lastIndexOf('/') + 1);
    }

    static Map<String, Object> json(PluginState s) {
        Map<String, Object> json = Json.object(
                "kind", s.kind() == null ? null : s.kind().word(),
                "id", s.id(),
                "vendor", s.vendor(),
                "version", s.version(),
                "class", s.provider(),
                "location", s.location(),
                "sha256", sum(s).orElse(null),
                "state", s.state().word(),
                "phase", s.phase(),
                "cause", s.cause(),
                "remedy", s.remedy());
        if (s.entry() != null) {
            Plugin plugin = s.entry().plugin();
            json.put("description", plugin.description());
            json.put("source", plugin.source());
            json.put(
                    "options",
                    plugin.options().stream().map(PluginsVerb::option).toList());
        }
        return json;
    }

    private static <T> Map<String, Object> option(Option<T> o) {
        return Json.object("name", o.name(), "type", o.type(), "default", o.format(o.defaultValue()), "doc", o.doc());
    }

    static <T> List<String> row(String kind, Option<T> o) {
        // a generator's options stand behind its name: --data generator:ID?NAME=VALUE
        String name = kind.equals(PluginKind.GENERATOR.word()) ? o.name() + "=" : "--" + kind + "." + o.name();
        return List.of(name, o.format(o.defaultValue()), o.type(), o.doc());
    }
}
