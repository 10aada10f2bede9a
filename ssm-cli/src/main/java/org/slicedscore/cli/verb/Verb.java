package org.slicedscore.cli.verb;

import java.util.List;
import org.slicedscore.catalog.PluginProblem;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** One verb of the command: its options, and what it does. */
public abstract class Verb {
    /** What every verb understands. */
    static final class Common {
        @Option(
                names = {"-q", "--quiet"},
                description = "Print only results and errors.")
        private boolean quiet;

        @Option(
                names = {"-v", "--verbose"},
                description = "Also print log lines and the stack traces of errors.")
        private boolean verbose;

        @Option(
                names = "--plugins",
                paramLabel = "PATH",
                description = "Also look for plug-ins in this folder, or use this jar; separate several as on a class "
                        + "path.")
        private String plugins;

        @Option(
                names = "--plugins-trust",
                paramLabel = "FILE",
                description =
                        "Use only those jars in folders of plug-ins whose SHA-256 this file lists, as sha256sum and "
                                + "'ssm plugins --sums' write it.")
        private String trust;

        @Option(
                names = "--memory",
                paramLabel = "SIZE",
                description =
                        "The largest heap of the JVM, such as 1g or 800m, at least 64m; numbers beyond it lie in temporary "
                                + "files. By default a quarter of the machine's memory.")
        private String memory;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        private boolean help;

        private Common() {}
    }

    @ArgGroup(exclusive = false, validate = false, order = 1000, heading = "%nGeneral options:%n")
    private Common common = new Common();

    /** For the verbs. */
    protected Verb() {}

    /** Where else to look for plug-ins: folders or jars, separated as on a class path; null for none. */
    public final String plugins() {
        return common.plugins;
    }

    /** The list of jars that may be used; null for none. */
    public final String trust() {
        return common.trust;
    }

    /** The largest heap as it was asked for, which the launcher has set; null for the JVM's own choice. */
    public final String memory() {
        return common.memory;
    }

    /**
     * Whether the verb itself shows what is wrong with a plug-in, so that it need not be noted beside.
     *
     * @param problem what is wrong
     * @return false unless it lists such problems
     */
    boolean lists(PluginProblem problem) {
        return false;
    }

    /** Adds options that annotations cannot say. */
    public void extend(CommandSpec spec) {}

    /** Whether options such as {@code --model.hidden} are understood: false unless the verb builds a model. */
    public boolean takesPluginFlags() {
        return false;
    }

    /** The kinds of plug-in whose options it understands, if it understands any. */
    List<String> pluginKinds() {
        return List.of();
    }

    /**
     * Does it.
     *
     * @param context the streams and what else is around
     * @param parsed the command line, already in the verb's fields
     * @return the exit code
     */
    public abstract int run(Context context, ParseResult parsed);
}
