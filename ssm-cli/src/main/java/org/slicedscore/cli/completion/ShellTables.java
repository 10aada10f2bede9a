package org.slicedscore.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.cli.completion.CommandShape.OptionShape;
import org.slicedscore.engine.run.Version;

/**
 * The tables of the scripts for bash and zsh: two functions in the language that both share. One sets what may follow a command, the
 * other what the value of an option or a parameter may be.
 */
final class ShellTables {
    /** The line of a script that the tables replace. */
    private static final String PLACE = "# @tables@";

    private ShellTables() {}

    static String script(String resource, CommandShape root) {
        return resource(resource).replace(PLACE, tables(root).stripTrailing()).replace("@version@", Version.get());
    }

    static String resource(String name) {
        try (InputStream in = ShellTables.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tables(CommandShape root) {
        StringBuilder text = new StringBuilder();
        text.append("# The verbs and options of the command $1.\n_ssm_command() {\n    case $1 in\n");
        Map<Proposals, List<String>> places = new LinkedHashMap<>();
        for (CommandShape c : all(root)) {
            text.append("        ").append(quoted(c.path())).append(")\n");
            text.append("            _ssm_verbs=")
                    .append(quoted(words(c.subcommands())))
                    .append('\n');
            text.append("            _ssm_options=").append(quoted(options(c))).append('\n');
            text.append("            ;;\n");
            collect(places, c);
        }
        text.append("    esac\n}\n\n");
        text.append("# The values of the option or parameter $2 of the command $1.\n");
        text.append("_ssm_value() {\n    _ssm_words= _ssm_files=none\n    case \"$1:$2\" in\n");
        places.forEach((values, keys) -> {
            text.append("        ")
                    .append(keys.stream().map(ShellTables::quoted).collect(Collectors.joining(" | \\\n            ")))
                    .append(")\n");
            text.append("            _ssm_words=")
                    .append(quoted(String.join(" ", values.words())))
                    .append('\n');
            text.append("            _ssm_files=")
                    .append(values.files().name().toLowerCase(Locale.ROOT))
                    .append("\n            ;;\n");
        });
        text.append("        *) return 1 ;;\n    esac\n}\n");
        return text.toString();
    }

    /** A command and all below it. */
    static List<CommandShape> all(CommandShape root) {
        List<CommandShape> all = new ArrayList<>(List.of(root));
        root.subcommands().forEach(c -> all.addAll(all(c)));
        return all;
    }

    private static void collect(Map<Proposals, List<String>> places, CommandShape c) {
        for (OptionShape o : c.options()) {
            if (o.takesValue() || !o.values().isEmpty()) {
                // where a value need not be given, it stands behind the name and '='
                String key = c.path() + ":" + (o.takesValue() ? "" : "=");
                o.names()
                        .forEach(name -> places.computeIfAbsent(o.values(), v -> new ArrayList<>())
                                .add(key + name));
            }
        }
        for (int i = 0; i < c.positionals().size(); i++) {
            Proposals values = c.positionals().get(i);
            if (!values.isEmpty()) {
                places.computeIfAbsent(values, v -> new ArrayList<>()).add(c.path() + ":" + i);
            }
        }
    }

    private static String words(List<CommandShape> commands) {
        return commands.stream().map(CommandShape::word).collect(Collectors.joining(" "));
    }

    private static String options(CommandShape c) {
        return c.options().stream()
                .map(o -> o.names().getFirst().startsWith("--")
                        ? o.names().getFirst()
                        : o.names().getLast())
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
