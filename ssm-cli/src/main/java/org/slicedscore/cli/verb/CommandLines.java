package org.slicedscore.cli.verb;

import java.nio.file.Path;
import org.slicedscore.data.io.PathNames;
import picocli.CommandLine;

/** Verbs as picocli parses them, shows their help, and lists their options for completion and manual pages. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * The options of a verb.
     *
     * @param verb the verb, which receives the values when a command line is parsed
     */
    public static CommandLine of(Verb verb) {
        CommandLine command = new CommandLine(verb);
        verb.extend(command.getCommandSpec());
        command.getCommandSpec().qualifiedName();
        command.setUsageHelpWidth(100);
        command.setUsageHelpLongOptionsMaxWidth(34);
        command.registerConverter(Path.class, PathNames::of);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        command.setUnmatchedOptionsArePositionalParams(false);
        command.setAllowOptionsAsOptionParameters(false);
        command.getCommandSpec().usageMessage().sortOptions(false);
        command.getCommandSpec().name("ssm " + command.getCommandName());
        return command;
    }
}
