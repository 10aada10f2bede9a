package org.slicedscore.cli.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a list of checksums, no class of a jar that is not on it is loaded. */
class PluginTrustTest {
    private static final HostLayer HOST = new HostLayer();

    /** Set by the plug-in's class when it is initialised. */
    private static final String LOADED = "org.slicedscore.test.banana.loaded";

    private static final String TELLTALE = "static { System.setProperty(\"" + LOADED + "\", \"yes\"); }";

    @TempDir
    private Path folder;

    private Path plugins;
    private Path jar;
    private Path list;

    @BeforeEach
    void makeJar() {
        plugins = folder.resolve("plugins");
        jar = Banana.plain("banana", TELLTALE).jar(plugins.resolve("banana.jar"));
        list = folder.resolve("trusted.txt");
    }

    @AfterEach
    void forget() {
        System.clearProperty(LOADED);
    }

    private HostLayer.Result ssm(String... args) {
        return HOST.run(Map.of("SSM_PLUGINS", plugins.toString(), "SSM_BACKEND", "reference"), args);
    }

    private HostLayer.Result train() {
        return ssm(
                "train",
                "--data=synthetic:gaussian?n=60",
                "--steps=1",
                "--model=banana",
                "--out=" + folder.resolve("run"),
                "--plugins-trust=" + list);
    }

    private String sums() {
        HostLayer.Result sums = ssm("plugins", "--sums");
        assertEquals(0, sums.code(), sums.err());
        assertNull(System.getProperty(LOADED), "listing sums loads nothing");
        return sums.out();
    }

    private void refused(HostLayer.Result result, String... parts) {
        assertEquals(2, result.code(), result.err());
        for (String part : parts) {
            assertTrue(result.err().contains(part), result.err());
        }
        assertNull(System.getProperty(LOADED), "a class was loaded");
    }

    @Test
    void whatIsOnTheListIsUsed() throws IOException {
        Files.writeString(list, "# checked by hand\n\n" + sums());
        HostLayer.Result trained = train();
        assertEquals(0, trained.code(), trained.err());
        assertEquals("yes", System.getProperty(LOADED));
    }

    @Test
    void namesAndTheWayOfWritingDoNotMatter() throws IOException {
        Files.writeString(list, sums().substring(0, 64).toUpperCase(java.util.Locale.ROOT) + " *elsewhere.jar\r\n");
        assertEquals(0, train().code());
    }

    @Test
    void anEmptyListRefusesAll() throws IOException {
        Files.writeString(list, "");
        String sum = sums().substring(0, 64);
        refused(train(), "banana.jar is not used (trust): its SHA-256, " + sum + ", is not in " + list);
    }

    @Test
    void aByteMoreIsAnotherJar() throws IOException {
        Files.writeString(list, sums());
        Files.write(jar, new byte[] {0}, StandardOpenOption.APPEND);
        refused(train(), "is not used (trust)");
    }

    @Test
    void oneJarThatIsNotListedSpoilsItsFolder() throws IOException {
        Files.writeString(list, sums());
        Path together = Files.createDirectories(plugins.resolve("together"));
        Files.move(jar, together.resolve("banana.jar"));
        new PluginSources()
                .source("com.acme.fruit.Seed", "package com.acme.fruit; public class Seed {}")
                .jar(together.resolve("library.jar"));
        refused(train(), "library.jar is not used (trust)");
    }

    @Test
    void aManifestThatNamesMoreJarsIsRefused() throws IOException {
        jar = Banana.plain("banana", TELLTALE)
                .attribute("Class-Path", "more.jar")
                .jar(jar);
        Files.writeString(list, sums());
        refused(train(), "names more jars (Class-Path)");
    }

    @Test
    void listingAndVerifyingObeyTheListOfTheEnvironment() throws IOException {
        Files.writeString(list, "");
        Map<String, String> environment = Map.of("SSM_PLUGINS_TRUST", list.toString());
        HostLayer.Result verified = HOST.run(environment, "plugins", "verify", jar.toString());
        assertEquals(6, verified.code(), verified.err());
        assertTrue(verified.out().contains("(trust)"), verified.out());
        HostLayer.Result listed = HOST.run(environment, "--plugins", plugins.toString(), "plugins");
        assertTrue(listed.out().contains("banana.jar: failed (trust): its SHA-256, "), listed.out());
        assertNull(System.getProperty(LOADED), "a class was loaded");
    }

    @Test
    void aSumIsShownForUsablePlugins() {
        String sum = sums().substring(0, 64);
        assertTrue(ssm("plugins", "describe", "banana").out().contains(sum));
        assertTrue(ssm("plugins", "--json").out().contains("\"sha256\" : \"" + sum + "\""));
    }

    @Test
    void aListThatIsNoneIsAnError() throws IOException {
        Files.writeString(list, "deadbeef  banana.jar\n");
        refused(
                train(),
                "--plugins-trust: " + list + ": line 1: found 'deadbeef  banana.jar', expected 64 hexadecimal");
        Files.delete(list);
        refused(train(), "--plugins-trust: " + list + ": cannot be read", "check the path");
        Stream.of("--plugins-trust=" + list, "--plugins-trust=")
                .forEach(flag -> refused(ssm(flag, "plugins"), "--plugins-trust"));
    }
}
