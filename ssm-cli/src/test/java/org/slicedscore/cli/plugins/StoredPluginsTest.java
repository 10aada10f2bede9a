package org.slicedscore.cli.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run knows which plug-ins it was made with, and uses no others in their place. */
class StoredPluginsTest {
    private static final HostLayer HOST = new HostLayer();

    @TempDir
    private Path folder;

    private Path plugins;
    private Path jar;
    private Path run;

    @BeforeEach
    void train() {
        plugins = folder.resolve("plugins");
        jar = banana("1.0").jar(plugins.resolve("banana.jar"));
        run = folder.resolve("run");
        HostLayer.Result trained = train("banana", run);
        assertEquals(0, trained.code(), trained.err());
    }

    private static PluginSources banana(String version) {
        return Banana.modular("banana").attribute("Implementation-Version", version);
    }

    private static PluginSources other() {
        return Banana.plain("banana", "@Override public String vendor() { return \"fruits\"; }");
    }

    private HostLayer.Result train(String model, Path out, String... more) {
        String[] args = {
            "train", "--data", "synthetic:gaussian?n=100", "--steps", "3", "--model", model, "--out", out.toString()
        };
        return ssm(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
    }

    private HostLayer.Result ssm(String... args) {
        return HOST.run(Map.of("SSM_PLUGINS", plugins.toString(), "SSM_BACKEND", "reference"), args);
    }

    private HostLayer.Result score() {
        return ssm("score", run.toString(), "--data", "synthetic:gaussian?n=3");
    }

    private void refused(HostLayer.Result result, String... parts) {
        assertEquals(2, result.code(), result.err());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        for (String part : parts) {
            assertTrue(result.err().contains(part), result.err());
        }
    }

    @Test
    void theRunSaysWhatItNeeds() throws IOException {
        JsonNode stored =
                new ObjectMapper().readTree(run.resolve("config.json").toFile()).get("plugins");
        JsonNode model = stored.get("model");
        assertEquals("banana", model.get("id").asText());
        assertEquals("acme", model.get("vendor").asText());
        assertEquals("1.0", model.get("version").asText());
        assertEquals(jar.toString(), model.get("location").asText());
        assertEquals("slicedscore", stored.get("optimizer").get("vendor").asText());
        assertEquals(0, score().code());
    }

    @Test
    void whatIsGoneIsNamedWithItsPlace() throws IOException {
        Files.delete(jar);
        String what = run + ": needs the model 'banana' of acme, version 1.0, found then in " + jar
                + ", which is not there now; put its jar back, or say where it is with --plugins PATH";
        refused(score(), what);
        refused(ssm("evaluate", run.toString()), what);
        refused(ssm("train", "--resume", run.toString(), "--steps", "5"), what);
    }

    @Test
    void whatIsElsewhereIsFoundWithTheFlag() throws IOException {
        Path moved = Files.createDirectory(folder.resolve("moved")).resolve("banana.jar");
        Files.move(jar, moved);
        assertEquals(
                0,
                ssm("score", run.toString(), "--data", "synthetic:gaussian?n=3", "--plugins", moved.toString())
                        .code());
    }

    @Test
    void anotherVendorsIsNotTakenInstead() throws IOException {
        Files.delete(jar);
        Path there = other().jar(plugins.resolve("other.jar"));
        refused(score(), "needs the model 'banana' of acme", "fruits:banana in " + there + " is another one");
    }

    @Test
    void withADoubleTheRunStillFindsItsOwn() {
        other().jar(plugins.resolve("other.jar"));
        assertEquals(0, score().code());
        refused(
                train("banana", folder.resolve("second")),
                "ssm: --model: there is more than one model 'banana': acme:banana 1.0 in " + jar,
                "say which, such as acme:banana");
        HostLayer.Result chosen = train("fruits:banana", folder.resolve("second"));
        assertEquals(0, chosen.code(), chosen.err());
        HostLayer.Result again = ssm("score", folder.resolve("second").toString(), "--data", "synthetic:gaussian?n=3");
        assertEquals(0, again.code(), again.err());
        HostLayer.Result byFile = ssm(
                "train",
                "--config",
                folder.resolve("second/config.json").toString(),
                "--out",
                folder.resolve("third").toString());
        assertEquals(0, byFile.code(), byFile.err());
        HostLayer.Result resumed =
                ssm("train", "--resume", folder.resolve("second").toString(), "--steps", "6");
        assertEquals(0, resumed.code(), resumed.err());
    }

    @Test
    void anotherVersionIsUsedAndNoted() {
        banana("1.1").jar(jar);
        HostLayer.Result result = score();
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains("made with version 1.0 of model 'banana', this is 1.1"), result.err());
    }

    @Test
    void whatIsBrokenByNowSaysSo() throws IOException {
        Files.writeString(jar, "");
        HostLayer.Result result = score();
        assertEquals(2, result.code());
        assertTrue(
                result.err().lines().toList().getLast().contains("which is not there now; plug-in from " + jar),
                result.err());
    }
}
