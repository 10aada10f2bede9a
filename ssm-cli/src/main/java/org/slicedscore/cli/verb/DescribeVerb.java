package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.GenerativeModel;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginProblem;
import org.slicedscore.catalog.PluginState;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Shows one plug-in with its options. */
@Command(
        name = "describe",
        customSynopsis = "ssm plugins describe ID [--json]",
        description = "Shows a plug-in: what it does, where it was found, and its options.",
        sortOptions = false,
        footer = {"", "Examples:", "  ssm plugins describe mlp-energy", "  ssm plugins describe projection:gaussian"})
final class DescribeVerb extends Verb {
    @Parameters(
            paramLabel = "ID",
            arity = "1",
            description = "The plug-in's id, or KIND:ID or VENDOR:ID if several have the same id.")
    private String id;

    @picocli.CommandLine.Option(names = "--json", description = "Write one JSON document to standard output.")
    private boolean json;

    @Override
    boolean lists(PluginProblem problem) {
        return true;
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        List<PluginState> found = find(PluginState.all(context.catalog()));
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

    /** Those that the id may mean: {@code ID}, {@code KIND:ID}, {@code VENDOR:ID} or {@code KIND:VENDOR:ID}. */
    private List<PluginState> find(List<PluginState> states) {
        List<String> parts = new ArrayList<>(List.of(id.split(":", -1)));
        String name = parts.removeLast();
        List<PluginState> found = states.stream()
                .filter(s -> s.id().equals(name) && parts.stream().allMatch(p -> isKind(s, p) || p.equals(s.vendor())))
                .toList();
        List<PluginState> usable = found.stream().filter(s -> s.entry() != null).toList();
        if (!usable.isEmpty()) {
            return usable;
        }
        if (!found.isEmpty()) {
            throw SsmException.usage(
                    "%s", found.stream().map(PluginState::describe).collect(Collectors.joining("; ")));
        }
        throw SsmException.usage(
                "there is no plug-in '%s'; %s",
                id,
                Names.hint(
                        name,
                        states.stream()
                                .filter(s -> s.entry() != null)
                                .map(PluginState::id)
                                .distinct()
                                .toList()));
    }

    private static boolean isKind(PluginState s, String word) {
        return s.kind() != null && s.kind().word().equals(word);
    }

    private static String gives(LogDensityModel m) {
        String what = m.normalised() ? "log-density, normalised" : "log-density up to a constant";
        if (m instanceof GenerativeModel) {
            what += "; rows drawn from it directly";
        }
        return m instanceof ExponentialFamily ? what + "; coefficients in closed form" : what;
    }

    private static void describe(PluginState s, Consumer<String> out) {
        PluginEntry e = s.entry();
        out.accept(e.kind().word() + " " + e.id() + ": " + e.plugin().description());
        TextTable facts = new TextTable().ragged();
        if (!e.plugin().source().isEmpty()) {
            facts.row("  source", e.plugin().source());
        }
        facts.row("  vendor", e.vendor() + (e.version().isEmpty() ? "" : ", version " + e.version()));
        facts.row("  found in", e.location());
        PluginsVerb.sum(s).ifPresent(sum -> facts.row("  SHA-256", sum));
        if (s.state() != PluginState.State.READY) {
            facts.row("  state", s.state().word() + ": " + s.cause() + "; " + s.remedy());
        }
        switch (e.plugin()) {
            case LogDensityModel m -> facts.row("  gives", gives(m));
            case org.slicedscore.api.ScoreModel m -> facts.row("  gives", "score");
            case Objective o -> facts.row("  directions", o.sliced() ? "random, from the projection" : "none");
            case Optimizer o -> facts.row("  learning rate", Double.toString(o.defaultLearningRate()));
            case LevelSampler m -> facts.row("  goes through", "noise levels");
            case Sampler m -> {
                facts.row("  needs", m.needsLogDensity() ? "a log-density" : "the score alone");
                facts.row("  at any step size", m.exact() ? "exact" : "biased");
            }
            case Exporter x -> facts.row("  files", x.ending());
            case DataFormat f -> facts.row("  files", String.join(", ", f.endings()));
            default -> {}
        }
        String name = s.state() == PluginState.State.AMBIGUOUS ? e.qualified() : e.id();
        facts.row("  example", example(e, name));
        facts.lines().forEach(out);
        List<Option<?>> options = e.plugin().options();
        if (options.isEmpty()) {
            out.accept("  no options");
            return;
        }
        TextTable table = new TextTable().ragged().row("  option", "default", "value", "");
        for (Option<?> o : options) {
            List<String> cells = PluginsVerb.row(e.kind().word(), o);
            table.row("  " + cells.get(0), cells.get(1), cells.get(2), cells.get(3));
        }
        table.lines().forEach(out);
    }

    private static String example(PluginEntry e, String name) {
        return switch (e.kind()) {
            case DATA -> {
                String ending =
                        ((DataFormat) e.plugin()).endings().stream().findFirst().orElse("");
                yield "ssm train --data rows" + ending + (name.equals(e.id()) ? "" : " --data.format " + name)
                        + option(e);
            }
            case BACKEND -> "ssm bench --backend " + name;
            case SAMPLER -> "ssm sample RUN --sampler " + name + option(e);
            case DETECTOR -> "ssm detect fit builtin:redwine --detectors " + name;
            case EXPORTER -> "ssm export RUN --format " + name;
            case GENERATOR ->
                "ssm train --data 'generator:" + name
                        + option(e).replaceFirst("^ ", "?").replace("= ", "=") + "'";
            default -> "ssm train --data builtin:redwine --" + e.kind().word() + " " + name + option(e);
        };
    }

    /** The first option, as it may be written: with its default, or a value that the plug-in is tested with if that is open. */
    private static String option(PluginEntry e) {
        return e.plugin().options().stream()
                .findFirst()
                .map(o -> {
                    List<String> cells = PluginsVerb.row(e.kind().word(), o);
                    String tested = e.plugin().optionsForChecks().get(o.name());
                    boolean open = tested != null && cells.get(1).equals("auto");
                    return " " + cells.get(0) + " " + (open ? tested : cells.get(1));
                })
                .orElse("");
    }
}
