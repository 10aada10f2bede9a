package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ssm doctor} on this machine, and in a process with faults planted. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DoctorVerbTest {
    @TempDir
    private static Path folder;

    private static Map<String, JsonNode> findings(JsonNode document) {
        Map<String, JsonNode> findings = new TreeMap<>();
        document.get("findings").forEach(f -> findings.put(f.get("id").asText(), f));
        return findings;
    }

    @Test
    void oneDocumentWithAVerdict() throws IOException {
        Ssm.Result result = Ssm.run("doctor", "--json");
        JsonNode document = new ObjectMapper().readTree(result.out());
        assertEquals(document.get("problems").asInt() == 0 ? 0 : 6, result.code(), result.out());
        assertEquals("", result.err());
        for (JsonNode f : document.get("findings")) {
            assertTrue(List.of("ok", "note", "problem").contains(f.get("state").asText()), f::toString);
            for (String field : List.of("id", "found", "meaning", "remedy")) {
                assertTrue(f.get(field).isTextual(), f::toString);
            }
        }
        assertTrue(findings(document).keySet().containsAll(List.of("java", "vectors", "memory", "plug-ins")));
    }

    @Test
    void aBrokenPluginIsAProblemWithARemedy() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.writeString(plugins.resolve("broken.jar"), "no zip");
        Ssm.Result result = Ssm.run("doctor", "--plugins", plugins.toString());
        assertEquals(6, result.code(), result.out());
        assertTrue(
                result.out().lines().anyMatch(l -> l.matches("problem +plug-in +broken .*broken\\.jar")), result.out());
        assertTrue(result.out().contains("  what to do: "), result.out());
        assertEquals("", result.err());
    }

    /** No locale, narrow vectors, a folder that takes no file even from root, and no folder for temporary files. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no locale C")
    void plantedFaultsAreFound() throws Exception {
        Path out = folder.resolve("out.json");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-XX:MaxVectorSize=16",
                        "-Djava.io.tmpdir=" + folder.resolve("nowhere"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "doctor",
                        "--json")
                .directory(unwritable().toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(false);
        builder.environment().keySet().removeIf(v -> v.startsWith("SSM_") || v.startsWith("LC_") || v.equals("LANG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(6, process.waitFor(), errors);
        // the JVM remarks on the missing folder before the command begins
        String json = Files.readString(out);
        Map<String, JsonNode> findings = findings(new ObjectMapper().readTree(json.substring(json.indexOf('{'))));
        for (String id : List.of("file-names", "current-folder", "temporary-folder")) {
            assertEquals(
                    "problem",
                    findings.get(id).get("state").asText(),
                    () -> findings.get(id).toString());
        }
        JsonNode vectors = findings.get("vectors");
        // a processor that has no wider ones loses nothing
        String expected = vectors.get("found").asText().equals("128 bits") ? "ok" : "problem";
        assertEquals(expected, vectors.get("state").asText(), vectors::toString);
        assertTrue(vectors.get("found").asText().startsWith("128 bits"), vectors::toString);
    }

    /** Root may write into every folder that has permissions, but not into the list of processes. */
    private static Path unwritable() throws IOException {
        Path processes = Path.of("/proc");
        if (Files.isDirectory(processes)) {
            return processes;
        }
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assertTrue(closed.toFile().setWritable(false));
        return closed;
    }
}
