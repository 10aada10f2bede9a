package org.slicedscore.engine.doctor;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.catalog.Catalog;

/** Looks at everything that decides whether this framework works here, and how fast. */
public final class Doctor {
    private Doctor() {}

    /**
     * Judges a machine and the plug-ins there. Takes about a second: backends are asked for their devices.
     *
     * @param host the facts
     * @param catalog the plug-ins
     * @return one diagnosis for each thing looked at, always in the same order
     */
    public static List<Diagnosis> examine(Host host, Catalog catalog) {
        List<Diagnosis> all = new ArrayList<>(examine(host));
        all.addAll(CatalogChecks.of(catalog, host.pluginFolders()));
        return List.copyOf(all);
    }

    /** Judges a machine alone. */
    static List<Diagnosis> examine(Host host) {
        List<Diagnosis> all = new ArrayList<>(JvmChecks.of(host.jvm()));
        all.addAll(VectorChecks.of(host.vectors(), host.jvm()));
        all.addAll(MachineChecks.of(host.processors(), host.heap()));
        all.add(PlaceChecks.text(host.text()));
        host.folders().forEach(f -> all.add(PlaceChecks.folder(f)));
        return all;
    }
}
