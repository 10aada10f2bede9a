package org.slicedscore.core.catalog;

import org.slicedscore.api.Plugin;

/**
 * A plug-in that works.
 *
 * @param kind its kind
 * @param id what users call it
 * @param plugin the one instance, without state
 * @param location the jar, folder or module it came from
 */
public record PluginEntry(PluginKind kind, String id, Plugin plugin, String location) {}
