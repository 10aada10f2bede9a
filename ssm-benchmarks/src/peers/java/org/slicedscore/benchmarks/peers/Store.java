package org.slicedscore.benchmarks.peers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Results in a folder, as JSON: one file for each part, rewritten whenever something new comes in. */
final class Store {
    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;

    Store(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    void write(Results.Setup setup) throws IOException {
        json.writerWithDefaultPrettyPrinter().writeValue(file("setup"), setup);
    }

    void write(Results.Step step) throws IOException {
        put("steps", steps(), step, s -> s.workload().equals(step.workload()));
    }

    void writeScaling(Results.Step step) throws IOException {
        put("scaling", scaling(), step, s -> s.workload().equals(step.workload()));
    }

    void write(List<Results.Product> products) throws IOException {
        json.writeValue(file("products"), products);
    }

    void write(Results.Profile profile) throws IOException {
        put(
                "profiles",
                profiles(),
                profile,
                p -> p.workload().equals(profile.workload()) && p.contender().equals(profile.contender()));
    }

    private <T> void put(String name, List<T> old, T added, Predicate<T> replaced) throws IOException {
        List<T> all = new ArrayList<>(old);
        all.removeIf(replaced);
        all.add(added);
        json.writeValue(file(name), all);
    }

    Optional<Results.Setup> setup() throws IOException {
        return file("setup").exists()
                ? Optional.of(json.readValue(file("setup"), Results.Setup.class))
                : Optional.empty();
    }

    List<Results.Step> steps() throws IOException {
        return read("steps", new TypeReference<>() {});
    }

    List<Results.Step> scaling() throws IOException {
        return read("scaling", new TypeReference<>() {});
    }

    List<Results.Product> products() throws IOException {
        return read("products", new TypeReference<>() {});
    }

    List<Results.Profile> profiles() throws IOException {
        return read("profiles", new TypeReference<>() {});
    }

    private <T> List<T> read(String name, TypeReference<List<T>> type) throws IOException {
        return file(name).exists() ? json.readValue(file(name), type) : List.of();
    }

    private java.io.File file(String name) {
        return folder.resolve(name + ".json").toFile();
    }
}
