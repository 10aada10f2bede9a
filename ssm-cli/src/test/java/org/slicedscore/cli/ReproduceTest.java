package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ssm reproduce} inside this JVM, where experiments are found on the class path. */
class ReproduceTest {
    @TempDir
    private Path folder;

    @Test
    void listsExperimentsWithTheirDurations() throws IOException {
        Ssm.Result result = Ssm.run("reproduce", "--json");
        assertEquals(0, result.code(), result.err());
        JsonNode all = new ObjectMapper().readTree(result.out());
        List<String> ids = new ArrayList<>();
        all.forEach(e -> {
            ids.add(e.get("experiment").asText());
            assertTrue(e.get("seconds").asDouble() > e.get("quick_seconds").asDouble(), e::toString);
        });
        assertTrue(ids.containsAll(List.of("estimation", "projections", "scaling")), ids::toString);
        String table = Ssm.run("reproduce").out();
        ids.forEach(id -> assertTrue(table.contains(id), table));
    }

    /** Twice: the second time nothing is left to compute, and the folder stays as it is. */
    @Test
    void writesTheFolderAndFindsItDone() throws IOException {
        String[] command = {
            "reproduce",
            "projections",
            "--quick",
            "--seeds",
            "1",
            "--out",
            folder.resolve("p").toString()
        };
        Ssm.Result result = Ssm.run(command);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("README.md"), result.out());
        List<String> files = files();
        assertTrue(
                files.containsAll(List.of(
                        "README.md",
                        "experiment.json",
                        "figures/trace-variance.png",
                        "figures/trace-variance.svg",
                        "results.csv",
                        "results.json",
                        "tables/trace-variance.md")),
                files::toString);
        String csv = Files.readString(folder.resolve("p/results.csv"));
        Ssm.Result again = Ssm.run(command);
        assertEquals(0, again.code(), again.err());
        assertTrue(again.err().contains("of them done before"), again.err());
        assertEquals(csv, Files.readString(folder.resolve("p/results.csv")));
        assertEquals(files, files());
    }

    private List<String> files() throws IOException {
        Path root = folder.resolve("p");
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(p -> root.relativize(p).toString())
                    .sorted()
                    .toList();
        }
    }
}
