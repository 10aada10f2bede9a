package org.slicedscore.cli.verb;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.SsmException;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Option;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.Table;
import org.slicedscore.core.catalog.Catalog;
import org.slicedscore.core.catalog.PluginEntry;
import org.slicedscore.core.catalog.PluginKind;
import org.slicedscore.core.catalog.PluginProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Shows one plug-in with its options. */
@Command(
        name = "describe",
        customSynopsis = "ssm plugins describe ID [--json]",
        description = "Shows a plug-in: what it is, where from, its options.",
        sortOptions = false,
        footer = {"", "Examples:", "  ssm plugins describe mlp-energy", "  ssm plugins describe projection:gaussian"})
final class DescribeVerb extends Verb {
    @Parameters(
            paramLabel = "ID",
            arity = "1",
            description = "The plug-in's id, or KIND:ID where several kinds have one of that name.")
    private String id;

    @picocli.CommandLine.Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Override
    public int run(Context context, ParseResult parsed) {
        List<PluginEntry> found = find(context.catalog());
        Consumer<String> out = context.console().out()::println;
        if (json) {
            out.accept(Json.pretty(
                    found.size() == 1
                            ? PluginsVerb.json(found.getFirst())
                            : found.stream().map(PluginsVerb::json).toList()));
            return 0;
        }
        for (int i = 0; i < found.size(); i++) {
            if (i > 0) {
                out.accept("");
            }
            describe(found.get(i), out);
        }
        return 0;
    }

    private List<PluginEntry> find(Catalog catalog) {
        int colon = id.indexOf(':');
        Optional<PluginKind> kind = Arrays.stream(PluginKind.values())
                .filter(k -> colon > 0 && k.word().equals(id.substring(0, colon)))
                .findFirst();
        String name = kind.isPresent() ? id.substring(colon + 1) : id;
        if (kind.isPresent()) {
            return List.of(catalog.entry(kind.get(), name));
        }
        List<PluginEntry> found =
                catalog.entries().stream().filter(e -> e.id().equals(name)).toList();
        if (found.isEmpty()) {
            for (PluginProblem p : catalog.problems()) {
                if (p.id().equals(name)) {
                    throw SsmException.usage("%s", p.describe());
                }
            }
            throw SsmException.usage(
                    "there is no plug-in '%s'; %s",
                    name,
                    Names.hint(
                            name,
                            catalog.entries().stream()
                                    .map(PluginEntry::id)
                                    .distinct()
                                    .toList()));
        }
        return found;
    }

    private static void describe(PluginEntry e, Consumer<String> out) {
        out.accept(e.kind().word() + " " + e.id() + ": " + e.plugin().description());
        Table facts = new Table().ragged();
        if (!e.plugin().source().isEmpty()) {
            facts.row("  source", e.plugin().source());
        }
        facts.row("  found in", e.location());
        switch (e.plugin()) {
            case LogDensityModel m ->
                facts.row("  gives", m.normalised() ? "log-density, normalised" : "log-density up to a constant");
            case org.slicedscore.api.ScoreModel m -> facts.row("  gives", "score");
            case Objective o -> facts.row("  directions", o.sliced() ? "random, from the projection" : "none");
            case Optimizer o -> facts.row("  learning rate", Double.toString(o.defaultLearningRate()));
            default -> {}
        }
        facts.lines().forEach(out);
        List<Option<?>> options = e.plugin().options();
        if (options.isEmpty()) {
            out.accept("  no options");
            return;
        }
        Table table = new Table().ragged().row("  option", "default", "value", "");
        for (Option<?> o : options) {
            List<String> cells = PluginsVerb.row(e.kind().word(), o);
            table.row("  " + cells.get(0), cells.get(1), cells.get(2), cells.get(3));
        }
        table.lines().forEach(out);
    }
}
