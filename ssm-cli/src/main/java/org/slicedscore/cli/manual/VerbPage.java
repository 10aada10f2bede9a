package org.slicedscore.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.engine.run.Version;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a verb: what its help says, from the same model. */
public final class VerbPage {
    private final Map<String, String> pages = new LinkedHashMap<>();

    private VerbPage() {}

    /**
     * The pages of a verb and of the verbs below it.
     *
     * @param name of the page, such as {@code ssm-train}
     * @param summary what the verb does
     * @param command its options
     * @return text by name
     */
    public static Map<String, String> of(String name, String summary, CommandLine command) {
        VerbPage all = new VerbPage();
        all.add(name, summary, command, "ssm");
        return all.pages;
    }

    private void add(String name, String summary, CommandLine command, String parent) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        Roff page = new Roff(name, summary, "ssm " + Version.get());
        page.section("Synopsis");
        page.verbatim(Arrays.stream(usage.customSynopsis()).map(String::strip).toList());
        page.section("Description");
        for (String words : String.join(" ", usage.description()).split("%n")) {
            if (!words.isBlank()) {
                page.paragraph(plain(words));
            }
        }
        parameters(page, spec);
        options(page, spec);
        examples(page, usage);
        List<String> related = new ArrayList<>(List.of(parent + "(1)"));
        command.getSubcommands().forEach((word, sub) -> {
            String below = name + "-" + word;
            related.add(below + "(1)");
            add(below, firstSentence(sub), sub, name);
        });
        page.section("See also");
        page.paragraph(String.join(", ", related));
        pages.put(name, page.toString());
    }

    private static String firstSentence(CommandLine command) {
        String all =
                plain(String.join(" ", command.getCommandSpec().usageMessage().description()));
        String first = all.replaceFirst("(?<=[a-z])[.:;,] .*", "").replaceFirst("\\.$", "");
        return first.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + first.substring(1);
    }

    private static void parameters(Roff page, CommandSpec spec) {
        if (!spec.positionalParameters().isEmpty()) {
            page.section("Parameters");
            for (PositionalParamSpec p : spec.positionalParameters()) {
                page.entry(p.paramLabel(), "", description(p));
            }
        }
    }

    private static void options(Roff page, CommandSpec spec) {
        List<ArgGroupSpec> groups = new ArrayList<>(spec.argGroups());
        groups.sort(Comparator.comparingInt(ArgGroupSpec::order));
        List<OptionSpec> alone = new ArrayList<>(spec.options());
        groups.forEach(g -> alone.removeAll(g.options()));
        page.section("Options");
        alone.forEach(o -> option(page, o));
        for (ArgGroupSpec group : groups) {
            page.part(plain(group.heading()).replaceFirst(":$", ""));
            group.options().forEach(o -> option(page, o));
        }
    }

    private static void option(Roff page, OptionSpec o) {
        String names = Arrays.stream(o.names())
                .sorted(Comparator.comparingInt(String::length))
                .collect(Collectors.joining(", "));
        String value = o.arity().max() == 0 ? "" : o.arity().min() == 0 ? "[" + o.paramLabel() + "]" : o.paramLabel();
        page.entry(names, value, description(o));
    }

    private static String description(ArgSpec arg) {
        return plain(String.join(" ", arg.description()));
    }

    /** What stands in the footer: {@code Examples:} and lines. */
    private static void examples(Roff page, UsageMessageSpec usage) {
        List<String> lines = Arrays.stream(usage.footer())
                .filter(l -> !l.isBlank() && !l.matches("Examples?:"))
                .map(VerbPage::plain)
                .toList();
        if (!lines.isEmpty()) {
            page.section("Examples").verbatim(lines);
        }
    }

    private static String plain(String text) {
        return text.replace("%n", " ").replace("%%", "%").strip();
    }
}
