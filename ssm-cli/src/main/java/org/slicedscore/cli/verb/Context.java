package org.slicedscore.cli.verb;

import java.util.List;
import java.util.Map;
import org.slicedscore.cli.output.Console;
import org.slicedscore.core.catalog.Catalog;

/** What a verb works with. */
public final class Context {
    private final Console console;
    private final Map<String, String> environment;
    private final List<String> commandLine;
    private final Map<String, String> pluginFlags;
    private Catalog catalog;

    /**
     * Collects it.
     *
     * @param console the streams
     * @param environment variables by name
     * @param commandLine all arguments of the command, for the record
     * @param pluginFlags values of flags such as {@code model.hidden}
     */
    public Context(
            Console console,
            Map<String, String> environment,
            List<String> commandLine,
            Map<String, String> pluginFlags) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.commandLine = List.copyOf(commandLine);
        this.pluginFlags = pluginFlags;
    }

    /**
     * The streams.
     *
     * @return the console
     */
    public Console console() {
        return console;
    }

    /**
     * The environment.
     *
     * @return variables by name
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * All arguments of the command.
     *
     * @return as they were written
     */
    public List<String> commandLine() {
        return commandLine;
    }

    /**
     * Flags for the plug-ins.
     *
     * @return name such as {@code model.hidden} to value
     */
    public Map<String, String> pluginFlags() {
        return pluginFlags;
    }

    /**
     * The plug-ins, looked for when first asked about.
     *
     * @return the catalog
     */
    public synchronized Catalog catalog() {
        if (catalog == null) {
            catalog = Catalog.load();
        }
        return catalog;
    }
}
