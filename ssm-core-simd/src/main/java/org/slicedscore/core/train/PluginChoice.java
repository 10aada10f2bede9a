package org.slicedscore.core.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.option.Options;

/**
 * A plug-in and the values of its options.
 *
 * @param id the plug-in's id
 * @param options name to text, every declared option, in the order of declaration
 */
public record PluginChoice(String id, Map<String, String> options) {
    /**
     * Copies the map, keeping its order.
     *
     * @param id the plug-in's id
     * @param options name to text
     */
    public PluginChoice {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Resolves options strictly.
     *
     * @param word the kind in messages, such as {@code model}
     * @param plugin the plug-in
     * @param given the options that were given
     * @return all of its options, at the given value or their default
     * @throws org.slicedscore.api.SsmException of kind USAGE on an unknown name or a bad value
     */
    public static PluginChoice resolve(String word, Plugin plugin, Map<String, String> given) {
        return new PluginChoice(plugin.id(), parse(word, plugin, given).toMap());
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
        return Options.parse(word + " '" + plugin.id() + "'", plugin.options(), given);
    }
}
