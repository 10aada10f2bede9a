package org.slicedscore.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;

/**
 * A plug-in and the values of its options.
 *
 * @param <P> its kind
 * @param name what names it among those installed: its id, or {@code vendor:id} where others have the same id
 * @param plugin the plug-in
 * @param entry where it came from, and in which version
 * @param options every declared option, at the given value or its default
 */
public record PluginChoice<P extends Plugin>(String name, P plugin, PluginEntry entry, Options options) {
    static <P extends Plugin> PluginChoice<P> of(Class<P> kind, PluginEntry entry, Options options, Catalog catalog) {
        boolean unique = catalog.entries(entry.kind()).stream()
                        .filter(e -> e.id().equals(entry.id()))
                        .count()
                == 1;
        return new PluginChoice<>(unique ? entry.id() : entry.qualified(), kind.cast(entry.plugin()), entry, options);
    }

    /** What users call it: the plug-in's id. */
    public String id() {
        return entry.id();
    }

    /** Reads options strictly. */
    static Options read(PluginEntry entry, Map<String, String> given) {
        return Options.parse(
                new Subject.Plugin(entry.kind().word(), entry.id()),
                entry.plugin().options(),
                given);
    }

    /** The same plug-in with some options changed, name to text. */
    PluginChoice<P> with(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(options.toMap());
        all.putAll(changes);
        return new PluginChoice<>(name, plugin, entry, read(entry, all));
    }
}
