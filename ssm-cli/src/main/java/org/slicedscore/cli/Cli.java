package org.slicedscore.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.cli.config.MemoryLimit;
import org.slicedscore.cli.config.PluginFlags;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.verb.CommandLines;
import org.slicedscore.cli.verb.Context;
import org.slicedscore.cli.verb.Verb;
import org.slicedscore.cli.verb.Verbs;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** One run of the command inside a JVM: arguments and streams in, exit code out. */
final class Cli {
    private static final Set<String> HELP = Set.of("help", "--help", "-h");
    private static final Set<String> VERSION = Set.of("version", "--version", "-V");

    /** Options that make sense before the verb, too. */
    private static final Set<String> EARLY = Set.of("--quiet", "-q", "--verbose", "-v", "--json");

    /** Those of them that have a value. */
    private static final List<String> EARLY_VALUES = List.of("--plugins", "--plugins-trust", MemoryLimit.OPTION);

    private final Console console;
    private final Map<String, String> environment;
    private Context context;

    Cli(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /**
     * Runs a command. Throws nothing.
     *
     * @param args the command line
     * @return the exit code
     */
    int run(String... args) {
        int code;
        try {
            code = dispatch(List.of(args));
            console.out().flush();
        } catch (Throwable failure) {
            code = Failures.report(failure, console);
            flushQuietly();
        } finally {
            if (context != null) {
                context.close();
            }
        }
        return code;
    }

    /** What was written before a failure still belongs to the reader, if there is one. */
    private void flushQuietly() {
        try {
            console.out().flush();
        } catch (RuntimeException e) {
            console.trace(e);
        }
    }

    private int dispatch(List<String> args) {
        List<String> rest = new ArrayList<>(args);
        List<String> early = new ArrayList<>();
        while (!rest.isEmpty() && (EARLY.contains(rest.getFirst()) || names(rest.getFirst()))) {
            String flag = rest.removeFirst();
            early.add(flag);
            if (EARLY_VALUES.contains(flag) && !rest.isEmpty()) {
                early.add(rest.removeFirst());
            }
        }
        if (rest.isEmpty() || HELP.contains(rest.getFirst()) && rest.size() == 1) {
            Help.lines().forEach(console.out()::println);
            return 0;
        }
        String first = rest.removeFirst();
        if (VERSION.contains(first)) {
            Help.version().forEach(console.out()::println);
            return 0;
        }
        if (HELP.contains(first)) {
            List<String> help = new ArrayList<>(rest.subList(1, rest.size()));
            help.add("--help");
            Verbs which = Verbs.of(rest.getFirst());
            refuseUnknown(which, help);
            return verb(which, help, args);
        }
        if (first.startsWith("-")) {
            throw SsmException.usage(
                    "found '%s', expected a verb first: %s",
                    first,
                    String.join(
                            ", ", Arrays.stream(Verbs.values()).map(Verbs::word).toList()));
        }
        early.addAll(rest);
        return verb(Verbs.of(first), early, args);
    }

    /** The words after a verb that help is asked for: verbs of its own, up to the first option. */
    private static void refuseUnknown(Verbs which, List<String> words) {
        CommandLine at = CommandLines.of(which.make());
        String path = which.word();
        for (String word : words) {
            if (word.startsWith("-")) {
                return;
            }
            List<String> known = List.copyOf(new TreeSet<>(at.getSubcommands().keySet()));
            if (!known.contains(word)) {
                throw SsmException.usage(
                        "there is no verb '%s %s'; %s",
                        path, word, known.isEmpty() ? "see 'ssm help " + path + "'" : Names.hint(word, known));
            }
            at = at.getSubcommands().get(word);
            path += " " + word;
        }
    }

    private static boolean names(String argument) {
        return EARLY_VALUES.contains(argument.replaceFirst("=.*", ""));
    }

    private int verb(Verbs which, List<String> args, List<String> all) {
        Verb verb = which.make();
        levelOf(args);
        PluginFlags flags = verb.takesPluginFlags() ? PluginFlags.split(args) : new PluginFlags(args, Map.of());
        CommandLine command = CommandLines.of(verb);
        refuseTwice(flags.rest(), command);
        ParseResult parsed = command.parseArgs(flags.rest().toArray(String[]::new));
        ParseResult last = parsed;
        String plugins = verb.plugins();
        String trust = verb.trust();
        String memory = verb.memory();
        while (last.hasSubcommand()) {
            last = last.subcommand();
            Verb inner = (Verb) last.commandSpec().userObject();
            plugins = inner.plugins() == null ? plugins : inner.plugins();
            trust = inner.trust() == null ? trust : inner.trust();
            memory = inner.memory() == null ? memory : inner.memory();
        }
        if (last.isUsageHelpRequested()) {
            last.commandSpec().commandLine().getUsageMessage().lines().forEach(console.out()::println);
            return 0;
        }
        MemoryLimit.check(memory, environment, Runtime.getRuntime().maxMemory());
        Verb used = (Verb) last.commandSpec().userObject();
        context = new Context(console, environment, all, flags.given(), used, plugins, trust);
        return used.run(context, last);
    }

    /** Of two values one would have to be dropped without a word; picocli notices that only outside of groups. */
    private static void refuseTwice(List<String> args, CommandLine command) {
        Set<String> seen = new HashSet<>();
        for (String arg : args) {
            String name = arg.replaceFirst("=.*", "");
            OptionSpec option = name.startsWith("--") ? command.getCommandSpec().findOption(name) : null;
            if (option != null && !option.isMultiValue() && !seen.add(option.longestName())) {
                throw Problem.usage(new Subject.Other(name)).says("given twice").exception();
            }
        }
    }

    /** Set before parsing, so that mistakes on the command line itself have their stack trace, too. */
    private void levelOf(List<String> args) {
        if (args.contains("--verbose") || args.contains("-v")) {
            console.level(Console.Level.VERBOSE);
        } else if (args.contains("--quiet") || args.contains("-q")) {
            console.level(Console.Level.QUIET);
        }
        LogSetup.level(console.level());
    }
}
