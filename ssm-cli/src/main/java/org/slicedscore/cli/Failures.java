package org.slicedscore.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.output.ClosedOutputException;
import org.slicedscore.cli.output.Console;
import org.slicedscore.data.io.PathNames;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong, and with which exit code the command answers. */
final class Failures {
    private static final int INTERNAL = 1;

    private Failures() {}

    static int report(Throwable failure, Console console) {
        return switch (failure) {
            case ClosedOutputException e -> {
                console.trace(e);
                yield 0;
            }
            case SsmException e -> {
                console.error("ssm: " + oneLine(e.problem().text(FlagWording.FLAGS)));
                console.trace(e);
                yield e.kind().exitCode();
            }
            case ParameterException e when e.getCause() instanceof SsmException cause -> report(cause, console);
            case InvalidPathException e ->
                report(PathNames.invalid(e.getInput()).exception(e), console);
            case ParameterException e -> {
                console.error("ssm " + verb(e) + ": " + oneLine(usage(e)));
                console.trace(e);
                yield SsmException.Kind.USAGE.exitCode();
            }
            case OutOfMemoryError e -> {
                console.error("ssm: out of memory (" + oneLine(String.valueOf(e.getMessage()))
                        + "); give more with --memory 8g, or take a smaller --batch-size or fewer --projections");
                console.trace(e);
                yield INTERNAL;
            }
            default -> {
                boolean traced = console.level() == Console.Level.VERBOSE;
                console.error("ssm: internal error: " + oneLine(failure.toString())
                        + (traced ? "" : "; --verbose shows where"));
                console.trace(failure);
                yield INTERNAL;
            }
        };
    }

    private static String usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String help = "'ssm " + verb(e) + " --help' lists the options";
        return switch (e) {
            case UnmatchedArgumentException u -> unmatched(u.getUnmatched().getFirst(), command, help);
            case MissingParameterException m
            when !m.getMissing().isEmpty() && m.getMissing().getFirst().isPositional() ->
                "no " + m.getMissing().getFirst().paramLabel() + " given; usage: ssm " + verb(e) + " "
                        + m.getMissing().getFirst().paramLabel() + " [options]";
            case MissingParameterException m
            when !m.getMissing().isEmpty() && m.getMissing().getFirst().isOption() ->
                "no value given for " + longest(m) + "; " + help;
            default -> e.getMessage() + "; " + help;
        };
    }

    private static String longest(MissingParameterException e) {
        return ((CommandLine.Model.OptionSpec) e.getMissing().getFirst()).longestName();
    }

    private static String unmatched(String argument, CommandLine command, String help) {
        if (!argument.startsWith("-")) {
            return "unexpected argument '" + argument + "'; "
                    + Names.nearest(argument, command.getSubcommands().keySet())
                            .map(n -> "did you mean '" + n + "'?")
                            .orElse(help);
        }
        String name = argument.replaceFirst("=.*", "");
        List<String> known = List.copyOf(command.getCommandSpec().optionsMap().keySet());
        Optional<String> nearest = name.startsWith("--") ? Names.nearest(name, known) : Optional.empty();
        return "there is no option '" + name + "'; "
                + nearest.map(n -> "did you mean '" + n + "'?").orElse(help);
    }

    private static String verb(ParameterException e) {
        return e.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^ssm ", "");
    }

    private static String oneLine(String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
