package org.slicedscore.experiments.paper;

import java.util.List;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginKind;

/** What is installed. */
final class Plugins {
    private Plugins() {}

    /** The given ids that are installed, in the given order. */
    static List<String> installed(Catalog catalog, PluginKind kind, List<String> ids) {
        List<String> there = catalog.entries(kind).stream().map(e -> e.id()).toList();
        return ids.stream().filter(there::contains).toList();
    }
}
