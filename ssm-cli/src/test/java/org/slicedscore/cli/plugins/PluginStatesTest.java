package org.slicedscore.cli.plugins;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Puts each broken plug-in beside one that works, and holds docs/plugin-states.md to what is printed. {@code
 * -Dssm.plugins.write=true} writes the table anew.
 */
@Isolated("reads docs/plugin-states.md, and writes it on request")
class PluginStatesTest {
    private static final HostLayer HOST = new HostLayer();

    @TempDir
    private Path folder;

    private static String[] lines(HostLayer.Result result) {
        return result.out().lines().toArray(String[]::new);
    }

    private static HostLayer.Result ssm(Path plugins, String... args) {
        return HOST.run(Map.of("SSM_PLUGINS", plugins.toString(), "SSM_BACKEND", "reference"), args);
    }

    /** The lines below the table of what works. */
    private static List<String> complaints(HostLayer.Result result) {
        List<String> lines = result.out().lines().toList();
        return lines.contains("") ? lines.subList(lines.indexOf("") + 1, lines.size()) : List.of();
    }

    private void good(Path plugins) {
        new PluginSources()
                .source(
                        "com.acme.cherry.Cherry",
                        Banana.model("cherry", "").replace("banana;", "cherry;").replace("Banana", "Cherry"))
                .service(Banana.MODEL, "com.acme.cherry.Cherry")
                .jar(plugins.resolve("cherry.jar"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the table holds a symbolic link, and words of the system")
    void eachBrokenOneHasItsLineAndTheRestWorksOn() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        List<Executable> checks = new ArrayList<>();
        Set<String> lines = new java.util.HashSet<>();
        int count = 0;
        for (var section : new BrokenPlugins().sections().entrySet()) {
            page.append("\n## ").append(section.getKey()).append("\n\n| what is wrong | what is said |\n|---|---|\n");
            for (var entry : section.getValue().entrySet()) {
                Path plugins = folder.resolve("case-" + count++ + "/plugins");
                Files.createDirectories(plugins);
                good(plugins);
                entry.getValue().into(plugins);
                List<String> said = said(entry.getKey(), plugins, checks);
                lines.addAll(said);
                page.append("| ").append(entry.getKey()).append(" | ");
                page.append(said.stream().map(PluginStatesTest::cell).collect(Collectors.joining("<br>")));
                page.append(" |\n");
            }
        }
        Path docs = Path.of(System.getProperty("ssm.root"), "docs", "plugin-states.md");
        if (Boolean.getBoolean("ssm.plugins.write")) {
            Files.writeString(docs, page);
        }
        assertAll(checks);
        assertTrue(count >= 25, () -> "cases: " + lines.size());
        assertEquals(page.toString(), Files.readString(docs), "docs/plugin-states.md: -Dssm.plugins.write=true");
    }

    private List<String> said(String title, Path plugins, List<Executable> checks) {
        HostLayer.Result list = ssm(plugins, "plugins");
        List<String> said = complaints(list).stream()
                .map(line -> line.replace(plugins.toString(), "plugins"))
                .map(line -> line.replaceAll("[^\\s;:]*/ssm-models[^\\s;:]*", "lib/ssm-models.jar"))
                .map(line -> line.replaceAll("java.library.path: [^;]*", "java.library.path: …"))
                .toList();
        checks.add(() -> assertEquals(0, list.code(), title + ": " + list.err()));
        checks.add(() -> assertEquals("", list.err(), title));
        checks.add(() -> assertFalse(said.isEmpty(), title + ": nothing is said"));
        checks.add(() -> assertFalse(list.out().contains("\tat "), title));
        checks.add(() -> assertTrue(
                list.out().lines().anyMatch(l -> l.matches("model +cherry +acme .*ready.*")),
                title + ": " + list.out()));
        for (String line : said) {
            checks.add(() -> assertTrue(line.matches(".*: (failed|ambiguous|unavailable) \\(\\w+\\): .+; .+"), line));
        }
        HostLayer.Result train =
                ssm(plugins, "train", "--data", "synthetic:gaussian?n=60", "--model", "cherry", "--explain", "--quiet");
        checks.add(() -> assertEquals(0, train.code(), title + ": " + train.err()));
        HostLayer.Result json = ssm(plugins, "plugins", "--json");
        checks.add(() -> assertEquals(0, json.code(), title + ": " + json.err()));
        return said;
    }

    private static String cell(String line) {
        return "`" + line.replace("|", "\\|").replace("`", "'") + "`";
    }

    @Test
    void whatMayNotBeReadIsSaid() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        good(plugins);
        Path jar = Banana.modular("banana").jar(plugins.resolve("banana.jar"));
        assertTrue(jar.toFile().setReadable(false));
        HostLayer.Result list = ssm(plugins, "plugins");
        // root reads it all the same
        assertEquals(
                Files.isReadable(jar)
                        ? List.of()
                        : List.of("plug-in from " + jar
                                + " is failed (open): the file may not be read; check its permissions"),
                complaints(list));
        assertTrue(lines(list).length > 1);
    }

    private static final String HEAD = """
            # Broken plug-ins and their messages

            A plug-in that cannot be used is reported and left out; everything else keeps working. `ssm plugins` lists each one with its
            location, the phase that failed, the cause, and what to do. Other verbs mention it in one line on standard error. In
            `ssm plugins --json` these are `state`, `location`, `phase`, `cause` and `remedy`.

            A plug-in is `ready`, `ambiguous` (another one has the same id: write `vendor:id`), `unavailable` (a backend without a
            device on this machine) or `failed`. The phases are `trust` (its checksum is not on the [list](plugins.md#trust)), `open` (the file), `link` (its modules), `find` (its declaration),
            `create` (its constructor), `inspect` (its id and options), `level` (the SPI it was written for), `duplicate` and `probe`.

            `PluginStatesTest` builds each of these plug-ins, writes this table and checks it; `-Dssm.plugins.write=true` rewrites it.
            """;
}
