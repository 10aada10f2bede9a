package org.slicedscore.engine.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;

/**
 * A plug-in and the values of its options.
 *
 * @param name what names it among those installed: its id, or {@code vendor:id} where others have the same id
 * @param id the plug-in's id
 * @param vendor who makes it
 * @param version which version of it; empty if it has none
 * @param location the jar, folder or module it came from
 * @param options name to text, every declared option, in the order of declaration
 */
public record PluginChoice(
        String name, String id, String vendor, String version, String location, Map<String, String> options) {
    /**
     * Copies the map, keeping its order.
     *
     * @param name what names it
     * @param id the plug-in's id
     * @param vendor who makes it
     * @param version which version
     * @param location where from
     * @param options name to text
     */
    public PluginChoice {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Chooses a plug-in and resolves its options strictly.
     *
     * @param kind the kind
     * @param name its id, or {@code vendor:id}
     * @param given the options that were given
     * @param catalog where plug-ins are
     * @return all of its options, at the given value or their default
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if there is no such plug-in, on an unknown option or a bad
     *     value
     */
    public static PluginChoice resolve(PluginKind kind, String name, Map<String, String> given, Catalog catalog) {
        PluginEntry entry = catalog.entry(kind, name);
        boolean unique = catalog.entries(kind).stream()
                        .filter(e -> e.id().equals(entry.id()))
                        .count()
                == 1;
        return new PluginChoice(
                unique ? entry.id() : entry.qualified(),
                entry.id(),
                entry.vendor(),
                entry.version(),
                entry.location(),
                parse(kind.word(), entry.plugin(), given).toMap());
    }

    /**
     * The options as the plug-in reads them.
     *
     * @param word the kind in messages
     * @param plugin the plug-in of this id
     * @return the values
     */
    public Options read(String word, Plugin plugin) {
        return parse(word, plugin, options);
    }

    private static Options parse(String word, Plugin plugin, Map<String, String> given) {
        return Options.parse(new Subject.Plugin(word, plugin.id()), plugin.options(), given);
    }
}
