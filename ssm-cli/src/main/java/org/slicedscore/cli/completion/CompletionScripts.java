package org.slicedscore.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slicedscore.cli.completion.CommandShape.OptionShape;
import picocli.CommandLine;

/**
 * The scripts. They hold everything that is proposed, but for files: no JVM starts when a key is pressed. What is installed later
 * is proposed once they are written anew.
 */
public final class CompletionScripts {
    private final Vocabulary vocabulary;
    private final List<CommandShape> verbs = new ArrayList<>();

    /**
     * Nothing but the command itself so far.
     *
     * @param vocabulary the words that depend on what is installed
     */
    public CompletionScripts(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Adds a verb.
     *
     * @param word what users type
     * @param summary what it does
     * @param command its options
     * @param pluginKinds the kinds of plug-in whose options it takes
     */
    public void add(String word, String summary, CommandLine command, List<String> pluginKinds) {
        Map<String, String> options = vocabulary.options(pluginKinds);
        CommandShape shape = new ShapeReader(vocabulary).of(word, command, options);
        verbs.add(new CommandShape(word, summary, shape.subcommands(), shape.options(), shape.positionals()));
    }

    /**
     * The script of a shell.
     *
     * @param shell which
     * @return its text
     */
    public String script(Shell shell) {
        return switch (shell) {
            case BASH -> ShellTables.script("completion.bash", root());
            case ZSH -> ShellTables.script("completion.zsh", root());
            case FISH -> FishScript.script(root());
        };
    }

    private CommandShape root() {
        List<CommandShape> all = new ArrayList<>(verbs);
        all.add(new CommandShape(
                "help",
                "shows the options of a verb",
                List.of(),
                List.of(),
                List.of(Proposals.of(verbs.stream().map(CommandShape::word).toList()))));
        return new CommandShape(
                "",
                "",
                all,
                List.of(
                        new OptionShape(List.of("--help"), "Show the verbs", false, Proposals.NONE),
                        new OptionShape(
                                List.of("--version"), "Show the versions of ssm and Java", false, Proposals.NONE)),
                List.of());
    }
}
