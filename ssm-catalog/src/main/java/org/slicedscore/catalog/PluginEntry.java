package org.slicedscore.catalog;

import org.slicedscore.api.Plugin;

/**
 * A plug-in that works.
 *
 * @param kind its kind
 * @param id what users call it
 * @param vendor who makes it; distinguishes plug-ins with the same id
 * @param version which version of it; empty if its jar says none
 * @param plugin the one instance, without state
 * @param location the jar, folder or module it came from
 */
public record PluginEntry(PluginKind kind, String id, String vendor, String version, Plugin plugin, String location) {
    /** The unambiguous name: {@code vendor:id}. */
    public String qualified() {
        return vendor + ":" + id;
    }

    /** Which one it is, for messages, such as {@code acme:banana 1.2 in plugins/banana.jar}. */
    public String describe() {
        return qualified() + (version.isEmpty() ? "" : " " + version) + " in " + location;
    }
}
