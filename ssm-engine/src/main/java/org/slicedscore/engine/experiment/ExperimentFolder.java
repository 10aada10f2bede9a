package org.slicedscore.engine.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.run.RunLock;
import org.slicedscore.engine.run.Version;

/**
 * The folder of an experiment: {@code experiment.json} describes it, {@code cells/ID.json} is the result of a cell,
 * and {@code work/ID/} holds a cell's files for resuming. Every file is written whole or not at all.
 */
final class ExperimentFolder implements AutoCloseable {
    static final String CONFIG = "experiment.json";
    private static final String CELLS = "cells";
    private static final String WORK = "work";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path path;
    private final RunLock lock;

    private ExperimentFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the folder, or opens an existing one.
     *
     * @param path the folder
     * @param experiment the experiment
     * @param setup the request
     * @param cells the plan
     * @return the folder, locked; close it after use
     * @throws SsmException of kind USAGE if it holds other files or results of other settings, DATA if it cannot be
     *     read or written
     */
    static ExperimentFolder open(Path path, Experiment experiment, Setup setup, List<Cell> cells) {
        ObjectNode config = config(experiment, setup, cells);
        boolean fresh = check(path, config);
        RunLock lock = RunLock.take(path);
        ExperimentFolder folder = new ExperimentFolder(path, lock);
        boolean ready = false;
        try {
            // first what makes this the folder of an experiment
            if (fresh) {
                folder.write(path.resolve(CONFIG), config);
            }
            AtomicFiles.createFolders(path.resolve(CELLS));
            AtomicFiles.sweep(path.resolve(CELLS));
            // a process killed between the two left the work of a finished cell
            cells.stream().filter(cell -> Files.exists(folder.file(cell))).forEach(folder::deleteWork);
            ready = true;
        } finally {
            if (!ready) {
                lock.close();
            }
        }
        return folder;
    }

    private static ObjectNode config(Experiment experiment, Setup setup, List<Cell> cells) {
        ObjectNode config = MAPPER.createObjectNode();
        config.put("experiment", experiment.id());
        config.put("quick", setup.quick());
        config.put("seeds", setup.seeds());
        config.put("backend", setup.backend());
        config.set("data", MAPPER.valueToTree(setup.data()));
        config.set("options", MAPPER.valueToTree(setup.options().toMap()));
        config.put("version", Version.get());
        ObjectNode all = config.putObject("cells");
        cells.forEach(c -> all.set(c.id(), MAPPER.valueToTree(c.settings())));
        return config;
    }

    /** Whether the folder is new; refuses a folder with other content. */
    private static boolean check(Path path, ObjectNode wanted) {
        Path file = path.resolve(CONFIG);
        if (!Files.exists(file)) {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw Problem.usage(Subject.setting("out", path))
                        .found("a file")
                        .expected("a folder")
                        .remedy("choose another path")
                        .exception();
            }
            if (holdsSomething(path)) {
                throw Problem.usage(Subject.setting("out", path))
                        .found("a folder with other content than the results of an experiment (no %s)", CONFIG)
                        .remedy("choose another path")
                        .exception();
            }
            return true;
        }
        JsonNode there = read(file);
        for (String name : List.of("experiment", "quick", "seeds", "backend", "data", "options", "cells")) {
            JsonNode found = there.path(name);
            if (!found.equals(wanted.get(name))) {
                throw Problem.usage(Subject.setting("out", path))
                        .says("holds results of other settings (%s)", difference(name, found, wanted.get(name)))
                        .remedy("choose another path, or repeat the settings that they were made with")
                        .exception();
            }
        }
        return false;
    }

    private static String difference(String name, JsonNode found, JsonNode wanted) {
        if (name.equals("options") || name.equals("cells")) {
            List<String> names = new ArrayList<>();
            wanted.fieldNames().forEachRemaining(names::add);
            for (String n : names) {
                if (!wanted.get(n).equals(found.path(n))) {
                    return name.equals("cells") && found.path(n).isObject()
                            ? difference("options", found.path(n), wanted.get(n)) + " of cell " + n
                            : n + ": found " + text(found.path(n)) + ", asked for " + text(wanted.get(n));
                }
            }
            return name + ": found more of them than asked for";
        }
        return name + ": found " + text(found) + ", asked for " + text(wanted);
    }

    private static String text(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.isValueNode() ? node.asText() : node.toString();
        return text.isEmpty() || text.equals("[]") ? "nothing" : text;
    }

    private static boolean holdsSomething(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.anyMatch(p -> !p.getFileName().toString().startsWith("."));
        } catch (IOException e) {
            throw IoErrors.reading(path.toString(), e);
        }
    }

    Path path() {
        return path;
    }

    private Path file(Cell cell) {
        return path.resolve(CELLS).resolve(cell.id() + ".json");
    }

    /** The result of a cell, or null if not yet computed. */
    ExperimentResults.Row result(Cell cell) {
        Path file = file(cell);
        if (!Files.exists(file)) {
            return null;
        }
        JsonNode node = read(file);
        if (!node.path("result").isObject()) {
            throw Problem.data(file.toString())
                    .says("holds no result of a cell")
                    .remedy("remove it to compute the cell again")
                    .exception();
        }
        return new ExperimentResults.Row(
                cell, object(node.path("result")), node.path("seconds").asDouble());
    }

    /** Stores the result of a cell and deletes its folder. */
    ExperimentResults.Row keep(Experiment experiment, Setup setup, ExperimentResults.Row row) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("experiment", experiment.id());
        node.put("cell", row.cell().id());
        node.put("quick", setup.quick());
        node.set("settings", MAPPER.valueToTree(row.cell().settings()));
        node.set("result", tree(row.values()));
        node.put("seconds", row.seconds());
        write(file(row.cell()), node);
        deleteWork(row.cell());
        // as it will be read next time, so that both reports are the same
        return result(row.cell());
    }

    Path work(Cell cell) {
        Path work = path.resolve(WORK).resolve(cell.id());
        try {
            return Files.createDirectories(work);
        } catch (IOException e) {
            throw IoErrors.writing(work, e);
        }
    }

    private void deleteWork(Cell cell) {
        Path work = path.resolve(WORK).resolve(cell.id());
        if (!Files.exists(work)) {
            return;
        }
        try (Stream<Path> all = Files.walk(work)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
            Path parent = path.resolve(WORK);
            try (Stream<Path> left = Files.list(parent)) {
                if (left.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(parent);
        } catch (IOException e) {
            throw IoErrors.writing(work, e);
        }
    }

    /** All results as one document. */
    void writeResults(Experiment experiment, ExperimentResults results) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("experiment", experiment.id());
        node.put("title", experiment.title());
        node.put("source", experiment.source());
        node.put("quick", results.setup().quick());
        node.put("seeds", results.setup().seeds());
        node.put("backend", results.setup().backend());
        node.put("version", Version.get());
        ArrayNode cells = node.putArray("cells");
        for (ExperimentResults.Row row : results.rows()) {
            ObjectNode cell = cells.addObject();
            cell.put("cell", row.cell().id());
            cell.set("settings", MAPPER.valueToTree(row.cell().settings()));
            cell.set("result", tree(row.values()));
            cell.put("seconds", row.seconds());
        }
        write(path.resolve("results.json"), node);
    }

    private void write(Path file, JsonNode node) {
        try {
            AtomicFiles.writeText(file, MAPPER.writeValueAsString(node) + "\n");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(file + " cannot be made into JSON", e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw Problem.data(file.toString())
                    .says("is damaged (%s)", e.getOriginalMessage())
                    .remedy("remove it and run the experiment again")
                    .exception(e);
        } catch (IOException e) {
            throw IoErrors.reading(file.toString(), e);
        }
    }

    private static JsonNode tree(Object value) {
        return switch (value) {
            case null -> MAPPER.nullNode();
            case Map<?, ?> map -> {
                ObjectNode node = MAPPER.createObjectNode();
                map.forEach((k, v) -> node.set(String.valueOf(k), tree(v)));
                yield node;
            }
            case Collection<?> list -> {
                ArrayNode node = MAPPER.createArrayNode();
                list.forEach(v -> node.add(tree(v)));
                yield node;
            }
            case double[] array -> {
                ArrayNode node = MAPPER.createArrayNode();
                for (double v : array) {
                    node.add(tree(v));
                }
                yield node;
            }
            case Number n when !Double.isFinite(n.doubleValue()) -> MAPPER.nullNode();
            default -> MAPPER.valueToTree(value);
        };
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
        return map;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(n -> list.add(value(n)));
            return list;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
        }
        return node.isNull() ? null : node.asText();
    }

    @Override
    public void close() {
        lock.close();
    }
}
