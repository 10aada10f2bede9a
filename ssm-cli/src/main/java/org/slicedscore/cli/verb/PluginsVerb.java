package org.slicedscore.cli.verb;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slicedscore.api.option.Option;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.Table;
import org.slicedscore.core.catalog.Catalog;
import org.slicedscore.core.catalog.PluginEntry;
import org.slicedscore.core.catalog.PluginKind;
import org.slicedscore.core.catalog.PluginProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** Lists the plug-ins, usable and broken. */
@Command(
        name = "plugins",
        customSynopsis = {"ssm plugins [--json]", "       ssm plugins describe ID [--json]"},
        description = "Lists models, objectives, projections, optimisers and backends, and what was found broken.",
        synopsisSubcommandLabel = "[describe ID]",
        subcommands = DescribeVerb.class,
        footer = {"", "Example:", "  ssm plugins describe mlp-energy"})
final class PluginsVerb extends Verb {
    @picocli.CommandLine.Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Override
    public int run(Context context, ParseResult parsed) {
        Catalog catalog = context.catalog();
        Consumer<String> out = context.console().out()::println;
        if (json) {
            out.accept(Json.pretty(Json.object(
                    "plugins", catalog.entries().stream().map(PluginsVerb::json).toList(),
                    "problems",
                            catalog.problems().stream().map(PluginsVerb::json).toList())));
            return 0;
        }
        Table table = new Table().row("kind", "id", "what it is", "from");
        for (PluginKind kind : PluginKind.values()) {
            for (PluginEntry e : catalog.entries(kind)) {
                table.row(kind.word(), e.id(), e.plugin().description(), shortened(e.location()));
            }
        }
        table.lines().forEach(out);
        if (!catalog.problems().isEmpty()) {
            out.accept("");
            out.accept("Not used:");
            for (PluginProblem p : catalog.problems()) {
                out.accept("  " + p.describe());
            }
        }
        return 0;
    }

    /** The last part of a path is enough to tell jars apart in a table; {@code --json} has all of it. */
    private static String shortened(String location) {
        return location.substring(location.replaceFirst("/+$", "").lastIndexOf('/') + 1);
    }

    static Map<String, Object> json(PluginEntry e) {
        return Json.object(
                "kind", e.kind().word(),
                "id", e.id(),
                "description", e.plugin().description(),
                "source", e.plugin().source(),
                "location", e.location(),
                "options",
                        e.plugin().options().stream().map(PluginsVerb::option).toList());
    }

    private static Map<String, Object> json(PluginProblem p) {
        return Json.object(
                "kind", p.kind().word(),
                "id", p.id(),
                "location", p.where(),
                "phase", p.phase().name().toLowerCase(java.util.Locale.ROOT),
                "cause", p.cause(),
                "remedy", p.remedy());
    }

    private static <T> Map<String, Object> option(Option<T> o) {
        return Json.object("name", o.name(), "type", o.type(), "default", o.format(o.defaultValue()), "doc", o.doc());
    }

    static <T> List<String> row(String kind, Option<T> o) {
        return List.of("--" + kind + "." + o.name(), o.format(o.defaultValue()), o.type(), o.doc());
    }
}
