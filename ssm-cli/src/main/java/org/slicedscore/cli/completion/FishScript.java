package org.slicedscore.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import org.slicedscore.cli.completion.CommandShape.OptionShape;
import org.slicedscore.engine.run.Version;

/** The script for fish: one line for each verb, option and parameter, with its description. */
final class FishScript {
    private FishScript() {}

    static String script(CommandShape root) {
        StringBuilder text =
                new StringBuilder(ShellTables.resource("completion.fish").replace("@version@", Version.get()));
        List<CommandShape> all = ShellTables.all(root);
        String parents = all.stream()
                .filter(c -> !c.subcommands().isEmpty())
                .flatMap(c -> c.subcommands().stream())
                .map(c -> quoted(c.path()))
                .collect(Collectors.joining(" "));
        String valued = all.stream()
                .flatMap(c -> c.options().stream().filter(OptionShape::takesValue))
                .flatMap(o -> o.names().stream())
                .distinct()
                .map(FishScript::quoted)
                .collect(Collectors.joining(" "));
        text.append("\nset -g __ssm_commands ")
                .append(parents)
                .append("\nset -g __ssm_valued ")
                .append(valued)
                .append("\n\n");
        all.forEach(c -> append(text, c));
        return text.toString();
    }

    private static void append(StringBuilder text, CommandShape c) {
        String here = "complete -c ssm -n " + quoted("__ssm_at \"" + c.path() + "\"");
        String first = "complete -c ssm -n " + quoted("__ssm_at \"" + c.path() + "\" 0");
        for (CommandShape sub : c.subcommands()) {
            text.append(first)
                    .append(" -a ")
                    .append(sub.word())
                    .append(description(sub.summary()))
                    .append('\n');
        }
        for (int i = 0; i < c.positionals().size(); i++) {
            Proposals values = c.positionals().get(i);
            if (!values.isEmpty()) {
                text.append("complete -c ssm -n ")
                        .append(quoted("__ssm_at \"" + c.path() + "\" " + i))
                        .append(arguments(values))
                        .append('\n');
            }
        }
        for (OptionShape o : c.options()) {
            text.append(here);
            for (String name : o.names()) {
                text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            if (o.takesValue()) {
                text.append(o.values().files() == Proposals.Files.ANY ? " -r" : " -x")
                        .append(arguments(o.values()));
            }
            text.append(description(o.summary())).append('\n');
        }
    }

    private static String arguments(Proposals values) {
        String words = String.join(" ", values.words());
        String files = switch (values.files()) {
            case NONE -> "";
            case ANY -> " -F";
            case FOLDERS -> "(__fish_complete_directories)";
            case RUNS -> "(__ssm_runs)";
        };
        if (files.startsWith("(")) {
            return " -a " + quoted(files);
        }
        return (words.isEmpty() ? "" : " -a " + quoted(words)) + files;
    }

    private static String description(String text) {
        return text.isEmpty() ? "" : " -d " + quoted(text);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
