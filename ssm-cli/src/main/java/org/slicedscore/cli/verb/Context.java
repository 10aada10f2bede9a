package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginFolders;
import org.slicedscore.catalog.PluginProblem;
import org.slicedscore.catalog.PluginSource;
import org.slicedscore.catalog.PluginTrust;
import org.slicedscore.cli.output.Console;

/** What a verb works with. */
public final class Context implements AutoCloseable {
    private final Console console;
    private final Map<String, String> environment;
    private final List<String> commandLine;
    private final Map<String, String> pluginFlags;
    private final Verb verb;
    private final String plugins;
    private final String trusted;
    private PluginTrust trust;
    private Catalog catalog;
    private Interrupt interrupt;

    /**
     * Collects it.
     *
     * @param console the streams
     * @param environment variables by name
     * @param commandLine all arguments of the command, for the record
     * @param pluginFlags values of flags such as {@code model.hidden}
     * @param verb what is done
     * @param plugins where else to look for plug-ins, separated as on a class path; null for nowhere
     * @param trusted the list of jars that may be used; null for that of the environment, or all
     */
    public Context(
            Console console,
            Map<String, String> environment,
            List<String> commandLine,
            Map<String, String> pluginFlags,
            Verb verb,
            String plugins,
            String trusted) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.commandLine = List.copyOf(commandLine);
        this.pluginFlags = pluginFlags;
        this.verb = verb;
        this.plugins = plugins;
        this.trusted = trusted;
    }

    /** The streams. */
    public Console console() {
        return console;
    }

    /** The environment: variables by name. */
    public Map<String, String> environment() {
        return environment;
    }

    /** All arguments of the command. */
    public List<String> commandLine() {
        return commandLine;
    }

    /** Flags for the plug-ins: name such as {@code model.hidden} to value. */
    public Map<String, String> pluginFlags() {
        return pluginFlags;
    }

    /** The jars in folders of plug-ins that may be used. */
    synchronized PluginTrust trust() {
        if (trust == null) {
            trust = PluginTrust.find(trusted, environment);
        }
        return trust;
    }

    /** The plug-ins, looked for when first asked about. */
    public synchronized Catalog catalog() {
        if (catalog == null) {
            List<PluginSource> sources = new ArrayList<>(List.of(PluginSource.application()));
            sources.addAll(PluginFolders.find(plugins, environment, trust()));
            catalog = Catalog.of(sources, this::note);
        }
        return catalog;
    }

    /** A plug-in that is not used is said so, once; one whose id has a double only when it is asked for. */
    private void note(PluginProblem problem) {
        if (!verb.lists(problem) && problem.phase() != PluginProblem.Phase.DUPLICATE) {
            console.note("%s", problem.describe());
        }
    }

    /**
     * Has the first INT or TERM from now on ask for a stop instead of ending the program. It ends when this context is
     * closed, so that whatever is left to say has been said by then.
     *
     * @param request asks the work to stop; called once, on another thread
     */
    void onSignal(Runnable request) {
        interrupt = Interrupt.onSignal(request);
    }

    /** The command has ended, and everything is said. */
    @Override
    public void close() {
        if (interrupt != null) {
            interrupt.close();
        }
    }
}
