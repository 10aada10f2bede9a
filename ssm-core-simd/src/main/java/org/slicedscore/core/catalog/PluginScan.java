package org.slicedscore.core.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.catalog.PluginProblem.Phase;

/** One walk over the providers of one kind in one place. */
final class PluginScan {
    /** A loader that fails again and again makes no progress; no jar declares this many broken providers. */
    private static final int MAX_FAILURES = 100;

    private final PluginKind kind;
    private final PluginSource source;
    private final Map<String, PluginEntry> entries;
    private final List<PluginProblem> problems;

    PluginScan(PluginKind kind, PluginSource source, Map<String, PluginEntry> entries, List<PluginProblem> problems) {
        this.kind = kind;
        this.source = source;
        this.entries = entries;
        this.problems = problems;
    }

    void run() {
        Spliterator<? extends ServiceLoader.Provider<? extends Plugin>> providers;
        try {
            providers = source.services().of(kind.type()).stream().spliterator();
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            unfound(e);
            return;
        }
        for (int failures = 0; failures < MAX_FAILURES; ) {
            try {
                if (!providers.tryAdvance(this::create)) {
                    return;
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                // a bad declaration spoils that declaration; the loader goes on behind it
                unfound(e);
                failures++;
            }
        }
    }

    private void unfound(Throwable e) {
        problem("", source.label(), Phase.FIND, cause(e), "repair or remove the jar that declares it");
    }

    private void create(ServiceLoader.Provider<? extends Plugin> provider) {
        Class<?> type = provider.type();
        if (!source.owns().test(type)) {
            return;
        }
        String where = type.getName() + " in " + location(type);
        Plugin plugin;
        try {
            plugin = provider.get();
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            problem("", where, Phase.CREATE, cause(e), "repair or remove it");
            return;
        }
        String id;
        int level;
        try {
            level = plugin.spiLevel();
            id = plugin.id();
            if (id == null || !id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                problem("", where, Phase.INSPECT, "its id is '" + id + "'", "ids are lower-case words joined by '-'");
                return;
            }
            if (level == Plugin.SPI_LEVEL) {
                plugin.description();
                Options.defaults(plugin.options());
            }
        } catch (LinkageError | RuntimeException e) {
            problem("", where, Phase.INSPECT, cause(e), "repair or remove it");
            return;
        }
        if (level != Plugin.SPI_LEVEL) {
            problem(
                    id,
                    where,
                    Phase.LEVEL,
                    "it was written for SPI level " + level + ", this is level " + Plugin.SPI_LEVEL,
                    level < Plugin.SPI_LEVEL ? "get a newer version of it" : "get a newer version of ssm");
            return;
        }
        add(new PluginEntry(kind, id, plugin, location(type)), where);
    }

    private void add(PluginEntry entry, String where) {
        PluginEntry first = entries.putIfAbsent(entry.id(), entry);
        if (first != null && first.plugin().getClass() != entry.plugin().getClass()) {
            problem(
                    entry.id(),
                    where,
                    Phase.DUPLICATE,
                    "the id belongs to " + first.plugin().getClass().getName() + " in " + first.location(),
                    "remove one of the two");
        }
    }

    private void problem(String id, String where, Phase phase, String cause, String remedy) {
        problems.add(new PluginProblem(kind, id, where, phase, cause, remedy));
    }

    /** The jar or folder that a class came from, else its module. */
    static String location(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code != null && code.getLocation() != null) {
            try {
                URI uri = code.getLocation().toURI();
                return uri.getScheme().equals("file") ? Path.of(uri).toString() : uri.toString();
            } catch (java.net.URISyntaxException | RuntimeException e) {
                return code.getLocation().toString();
            }
        }
        return type.getModule().isNamed() ? "module " + type.getModule().getName() : "an unknown place";
    }

    /** What a throwable and what lies behind it say, in one line. */
    static String cause(Throwable e) {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Throwable t = e; t != null; t = t.getCause()) {
            String part = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
            if (t instanceof LinkageError) {
                part = t.getClass().getSimpleName() + ": " + part;
            }
            if (!last.contains(part)) {
                text.append(text.isEmpty() ? "" : ": ").append(part);
            }
            last = part;
        }
        return text.toString().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
