package org.slicedscore.cli.completion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.data.Builtins;

/**
 * The words that depend on what is installed.
 *
 * @param catalog the plug-ins
 * @param experiments the ids of experiments
 */
public record Vocabulary(Catalog catalog, List<String> experiments) {
    /** Copies the list. */
    public Vocabulary {
        experiments = List.copyOf(experiments);
    }

    /** The values of an option that takes an id; empty if it takes none. */
    List<String> ids(String option) {
        return switch (option) {
            case "--model" -> ids(PluginKind.MODEL);
            case "--objective" -> ids(PluginKind.OBJECTIVE);
            case "--projection" -> ids(PluginKind.PROJECTION);
            case "--optimizer" -> ids(PluginKind.OPTIMIZER);
            case "--sampler" -> with(List.of("auto", "exact"), ids(PluginKind.SAMPLER));
            case "--format" -> ids(PluginKind.EXPORTER);
            case "--detectors" -> ids(PluginKind.DETECTOR);
            case "--backend" -> with(List.of("auto"), ids(PluginKind.BACKEND));
            default -> List.of();
        };
    }

    /** Rows that need no file. */
    List<String> data() {
        return with(
                Builtins.names().stream().map(n -> "builtin:" + n).toList(),
                ids(PluginKind.GENERATOR).stream().map(id -> "synthetic:" + id).toList());
    }

    /** The ids of all plug-ins. */
    List<String> all() {
        return catalog.entries().stream().map(PluginEntry::id).distinct().toList();
    }

    /** The options of the plug-ins of some kinds: name as on the command line to description. */
    Map<String, String> options(List<String> kinds) {
        Map<String, String> options = new LinkedHashMap<>();
        for (PluginEntry entry : catalog.entries()) {
            if (kinds.contains(entry.kind().word())) {
                Plugin plugin = entry.plugin();
                for (Option<?> o : plugin.options()) {
                    options.putIfAbsent("--" + entry.kind().word() + "." + o.name(), ShapeReader.text(o.doc()));
                }
            }
        }
        return options;
    }

    private List<String> ids(PluginKind kind) {
        return catalog.entries(kind).stream().map(PluginEntry::id).distinct().toList();
    }

    private static List<String> with(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
