package org.slicedscore.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.catalog.PluginProblem;
import org.slicedscore.engine.train.PluginChoice;
import org.slicedscore.engine.train.TrainingConfig;

/** The plug-ins of a run: stored in its files and looked up when it is used again. */
final class StoredPlugins {
    private StoredPlugins() {}

    /** One stored plug-in. */
    private record Stored(PluginKind kind, String id, String vendor, String version, String location) {
        static Stored of(PluginKind kind, JsonNode node) {
            return new Stored(
                    kind,
                    node.path("id").asText(""),
                    node.path("vendor").asText(""),
                    node.path("version").asText(""),
                    node.path("location").asText(""));
        }

        String describe() {
            return kind.word() + " '" + id + "' of " + vendor + (version.isEmpty() ? "" : ", version " + version)
                    + (location.isEmpty() ? "" : ", found then in " + location);
        }
    }

    /** The plug-ins by kind; with locations only in files that may differ between runs with equal results. */
    static ObjectNode json(Map<String, PluginChoice<?>> plugins, boolean locations) {
        ObjectNode node = ConfigJson.MAPPER.createObjectNode();
        plugins.forEach((kind, choice) -> {
            ObjectNode one = node.putObject(kind);
            one.put("id", choice.id());
            one.put("vendor", choice.entry().vendor());
            one.put("version", choice.entry().version());
            if (locations) {
                one.put("location", choice.entry().location());
            }
        });
        return node;
    }

    /**
     * Makes settings name exactly the stored plug-ins.
     *
     * @param owner the file or folder, for messages
     * @param plugins the value from {@link #json}; missing in older files
     * @param settings updated to {@code vendor:id} in place of ids
     * @throws SsmException of kind USAGE if one is not installed
     */
    static void qualify(Path owner, JsonNode plugins, Map<String, String> settings, Catalog catalog) {
        for (PluginKind kind : TrainingConfig.KINDS) {
            JsonNode node = plugins.path(kind.word());
            if (node.isObject() && settings.containsKey(kind.word())) {
                Stored stored = Stored.of(kind, node);
                if (find(stored, catalog).isEmpty()) {
                    throw missing(owner, stored, catalog, SsmException.Kind.USAGE);
                }
                settings.put(kind.word(), stored.vendor() + ":" + stored.id());
            }
        }
    }

    /** Rejects a run whose backend is no longer installed. */
    static void checkBackend(Path owner, JsonNode node, Catalog catalog) {
        Stored stored = Stored.of(PluginKind.BACKEND, node);
        if (!stored.vendor().isEmpty() && find(stored, catalog).isEmpty()) {
            throw missing(owner, stored, catalog, SsmException.Kind.BACKEND);
        }
    }

    /** The differences from the plug-ins installed now. */
    static List<String> notes(JsonNode plugins, Catalog catalog) {
        List<String> notes = new ArrayList<>();
        for (PluginKind kind : TrainingConfig.KINDS) {
            Stored stored = Stored.of(kind, plugins.path(kind.word()));
            find(stored, catalog)
                    .filter(e -> !e.version().equals(stored.version()))
                    .ifPresent(e -> notes.add(String.format(
                            "the run was made with version %s of %s '%s', this is %s",
                            stored.version().isEmpty() ? "(none)" : stored.version(),
                            kind.word(),
                            stored.id(),
                            e.version().isEmpty() ? "one without a version" : e.version())));
        }
        return notes;
    }

    private static Optional<PluginEntry> find(Stored stored, Catalog catalog) {
        return catalog.entries(stored.kind()).stream()
                .filter(e -> e.id().equals(stored.id()) && e.vendor().equals(stored.vendor()))
                .findFirst();
    }

    private static SsmException missing(Path owner, Stored stored, Catalog catalog, SsmException.Kind kind) {
        String broken = catalog.problems().stream()
                .filter(p -> p.location().equals(stored.location())
                        || p.kind() == stored.kind() && p.id().equals(stored.id()))
                .map(PluginProblem::describe)
                .collect(Collectors.joining("; "));
        String others = catalog.entries(stored.kind()).stream()
                .filter(e -> e.id().equals(stored.id()))
                .map(PluginEntry::describe)
                .collect(Collectors.joining(" and "));
        Message remedy;
        if (!broken.isEmpty()) {
            remedy = Message.of(broken);
        } else if (exists(stored.location())) {
            remedy = Message.of("it is still there: give %s", Subject.setting("plugins", stored.location()));
        } else {
            remedy = Message.of("put its jar back, or say where it is with %s", Subject.setting("plugins", "PATH"));
        }
        return Problem.of(kind, new Subject.File(owner.toString()))
                .says(
                        "needs the %s, which is not there now%s",
                        stored.describe(), others.isEmpty() ? "" : " (" + others + " is another one)")
                .remedy("%s", remedy)
                .exception();
    }

    private static boolean exists(String location) {
        try {
            return !location.isEmpty() && Files.exists(Path.of(location));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
