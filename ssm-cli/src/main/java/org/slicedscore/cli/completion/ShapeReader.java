package org.slicedscore.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slicedscore.cli.completion.CommandShape.OptionShape;
import org.slicedscore.cli.completion.Proposals.Files;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads from picocli's model of a verb what may be completed. */
final class ShapeReader {
    private static final int SHORT = 70;

    private final Vocabulary vocabulary;

    ShapeReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * A verb.
     *
     * @param path its words
     * @param command its options
     * @param pluginOptions options such as {@code --model.hidden} with their description
     */
    CommandShape of(String path, CommandLine command, Map<String, String> pluginOptions) {
        CommandSpec spec = command.getCommandSpec();
        List<CommandShape> subcommands = new ArrayList<>();
        command.getSubcommands().forEach((word, sub) -> subcommands.add(of(path + " " + word, sub, pluginOptions)));
        List<OptionShape> options = spec.options().stream()
                .map(o -> new OptionShape(
                        Arrays.stream(o.names()).sorted().toList(),
                        summary(o),
                        o.arity().min() > 0,
                        values(o, o.longestName())))
                .collect(Collectors.toCollection(ArrayList::new));
        pluginOptions.forEach((name, doc) -> options.add(new OptionShape(List.of(name), doc, true, Proposals.NONE)));
        List<Proposals> positionals =
                spec.positionalParameters().stream().map(p -> values(p, "")).toList();
        return new CommandShape(path, text(spec.usageMessage().description()), subcommands, options, positionals);
    }

    private Proposals values(ArgSpec arg, String name) {
        if (arg.arity().max() == 0) {
            return Proposals.NONE;
        }
        if (arg.completionCandidates() != null) {
            return Proposals.of(StreamSupport.stream(arg.completionCandidates().spliterator(), false)
                    .toList());
        }
        List<String> ids = vocabulary.ids(name);
        if (!ids.isEmpty()) {
            return Proposals.of(ids);
        }
        return switch (arg.paramLabel()) {
            case "DATA" -> new Proposals(vocabulary.data(), Files.ANY);
            case "FILE", "JAR", "PATH" -> new Proposals(List.of(), Files.ANY);
            case "DIR" -> new Proposals(List.of(), name.equals("--resume") ? Files.RUNS : Files.FOLDERS);
            case "RUN" -> new Proposals(List.of(), Files.RUNS);
            case "ID" -> arg instanceof PositionalParamSpec ? Proposals.of(vocabulary.all()) : Proposals.NONE;
            case "NAME" ->
                arg instanceof PositionalParamSpec && arg.description()[0].equals("The experiment.")
                        ? Proposals.of(vocabulary.experiments())
                        : Proposals.NONE;
            default -> Proposals.NONE;
        };
    }

    private static String summary(OptionSpec option) {
        return text(option.description());
    }

    /** The first sentence, or the beginning of a long one. */
    static String text(String... description) {
        String all = Stream.of(description)
                .collect(Collectors.joining(" "))
                .replace("%n", " ")
                .replace("%%", "%")
                .replaceAll("\\s+", " ")
                .strip();
        String first = all.replaceFirst("(?<=[a-z)\\]])([.;:]) .*", "").replaceFirst("\\.$", "");
        return first.length() <= SHORT ? first : first.substring(0, first.lastIndexOf(' ', SHORT)) + " …";
    }
}
