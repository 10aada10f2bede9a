package org.slicedscore.engine.doctor;

import static org.slicedscore.engine.doctor.Diagnosis.note;
import static org.slicedscore.engine.doctor.Diagnosis.ok;
import static org.slicedscore.engine.doctor.Diagnosis.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.api.backend.Device;
import org.slicedscore.catalog.BackendState;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.catalog.PluginState;

/** Backends with their devices, folders of plug-ins, and plug-ins that are broken or share an id. */
final class CatalogChecks {
    private CatalogChecks() {}

    static List<Diagnosis> of(Catalog catalog, Map<String, Boolean> folders) {
        List<Diagnosis> all = new ArrayList<>();
        catalog.backends().states().forEach(s -> all.add(backend(s)));
        List<PluginState> states = PluginState.all(catalog);
        all.add(summary(states, folders));
        for (PluginState s : states) {
            // backends have been judged
            boolean judged = s.kind() == PluginKind.BACKEND && s.state() != PluginState.State.AMBIGUOUS;
            if (s.state() != PluginState.State.READY && !judged) {
                all.add(plugin(s));
            }
        }
        return all;
    }

    private static Diagnosis backend(BackendState s) {
        String id = "backend:" + s.id();
        String devices = s.devices().stream().map(Device::name).collect(Collectors.joining(", "));
        return switch (s.state()) {
            case AVAILABLE ->
                s.reason().isEmpty()
                        ? ok(id, devices)
                        : note(id, devices + ", slow", "It works, but " + s.reason() + ".", s.remedy());
            case UNAVAILABLE -> note(id, "not on this machine", "It cannot be used: " + s.reason() + ".", s.remedy());
            case FAILED ->
                problem(id, "broken, in " + s.location(), "It cannot be used: " + s.reason() + ".", s.remedy());
        };
    }

    private static Diagnosis summary(List<PluginState> states, Map<String, Boolean> folders) {
        long ready = states.stream().filter(s -> s.entry() != null).count();
        String places = folders.entrySet().stream()
                .map(f -> f.getKey() + (f.getValue() ? "" : " (not there)"))
                .collect(Collectors.joining(", "));
        String found = ready + " usable" + (places.isEmpty() ? "" : "; folders " + places);
        boolean models = states.stream().anyMatch(s -> s.kind() == PluginKind.MODEL && s.entry() != null);
        return models
                ? ok("plug-ins", found)
                : problem(
                        "plug-ins",
                        found,
                        "There is no model to train.",
                        "Put ssm-models on the module path, or its jar into a folder of plug-ins.");
    }

    private static Diagnosis plugin(PluginState s) {
        String kind = s.kind() == null ? "plug-in" : s.kind().word();
        String id = s.id().isEmpty() ? "plug-in" : kind + ":" + s.id();
        return s.state() == PluginState.State.FAILED
                ? problem(id, "broken (" + s.phase() + "), in " + s.location(), s.cause() + ".", s.remedy())
                : note(id, s.state().word() + ", in " + s.location(), s.cause() + ".", s.remedy());
    }
}
