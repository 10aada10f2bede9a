package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;

/**
 * What the scripts propose, asked of the shells themselves. {@code -Dssm.shells=bash,zsh,fish} takes those that are installed; a
 * shell that is named and missing is a failure.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "these shells are not there")
class CompletionTest {
    private static final String BASH = """
            . "$1"; COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'; COMP_LINE=$2 COMP_POINT=${#2}; _ssm; printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /** The functions of zsh's completion that the script uses, in a form that prints. */
    private static final String ZSH = """
            compdef() { : }
            compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -rl -- ${(M)@:#$PREFIX*} }
            compset() { PREFIX=${PREFIX#*=} }
            _files() { if [[ $1 == -/ ]]; then print -rl -- $PREFIX*(N/); else print -rl -- $PREFIX*(N); fi }
            . "$1"; words=("${(@s: :)2}") CURRENT=$#words PREFIX=${words[-1]}; _ssm
            """;

    private static final String FISH = "source $argv[1]; complete -C $argv[2] | string split -f 1 \\t";

    @TempDir
    private static Path folder;

    private static Path work;

    @BeforeAll
    static void writeScripts() throws IOException {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Ssm.Result result = Ssm.run("completion", shell);
            assertEquals(0, result.code(), result.err());
            Files.writeString(folder.resolve(shell), result.out());
        }
        work = Files.createDirectories(folder.resolve("work"));
        Files.createFile(work.resolve("rows.csv"));
        Files.createDirectories(work.resolve("other"));
        for (String run : List.of("runs/wine", "runs/moons")) {
            Files.createFile(Files.createDirectories(work.resolve(run)).resolve("config.json"));
        }
    }

    static List<String> shells() {
        return Arrays.asList(System.getProperty("ssm.shells", "bash").split(","));
    }

    /** What a shell proposes for a line whose end is the cursor. */
    private static Set<String> proposed(String shell, String line) throws IOException, InterruptedException {
        String script = folder.resolve(shell).toString();
        List<String> command = switch (shell) {
            case "bash" -> List.of("bash", "--norc", "--noprofile", "-c", BASH, "bash", script, line);
            case "zsh" -> List.of("zsh", "-f", "-c", ZSH, "zsh", script, line);
            default -> List.of("fish", "--no-config", "-c", FISH, script, line);
        };
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertEquals("", Files.readString(folder.resolve("errors")), shell + ": " + line);
        return out.lines().filter(l -> !l.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ids(PluginKind kind) {
        return Catalog.load().entries(kind).stream()
                .map(PluginEntry::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void verbsModelsAndRuns(String shell) throws Exception {
        assertEquals(Set.of("train"), proposed(shell, "ssm tr"));
        assertEquals(ids(PluginKind.MODEL), proposed(shell, "ssm train --model "));
        assertEquals(Set.of("runs/wine", "runs/moons"), proposed(shell, "ssm score "));
        assertEquals(Set.of("describe", "verify", "new"), proposed(shell, "ssm plugins "));
        assertTrue(proposed(shell, "ssm detect ").containsAll(Set.of("fit", "runs/wine")));
        assertEquals(Set.of("--json"), proposed(shell, "ssm doctor --j"));
        assertEquals(Set.of("--model.hidden"), proposed(shell, "ssm train --data x --model.hid"));
        assertEquals(Set.of("--model.hidden"), proposed(shell, "ssm bench --model.hid"));
        assertEquals(Set.of("whiten"), proposed(shell, "ssm train -q --preprocess w"));
        assertEquals(ids(PluginKind.EXPORTER), proposed(shell, "ssm export runs/wine --format "));
        assertEquals(Set.of("jsonl"), proposed(shell, "ssm score runs/wine --format j"));
        assertEquals(Set.of("fish"), proposed(shell, "ssm completion f"));
        assertEquals(Set.of("score"), proposed(shell, "ssm help sc"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void dataAndFiles(String shell) throws Exception {
        Set<String> data = proposed(shell, "ssm train --data ");
        assertTrue(data.contains("builtin:redwine"), data::toString);
        assertTrue(data.contains("rows.csv"), data::toString);
        assertTrue(
                data.containsAll(ids(PluginKind.GENERATOR).stream()
                        .map(g -> "synthetic:" + g)
                        .toList()),
                data::toString);
        assertEquals(Set.of("rows.csv"), proposed(shell, "ssm train --data ro"));
        Set<String> folders = proposed(shell, "ssm train --out ");
        assertTrue(folders.stream().anyMatch(f -> f.startsWith("other")), folders::toString);
        assertTrue(folders.stream().noneMatch(f -> f.startsWith("rows")), folders::toString);
        // readline has what stands before the colon already
        String banana = shell.equals("bash") ? "banana" : "synthetic:banana";
        assertEquals(Set.of(banana), proposed(shell, "ssm data synthetic:ban"));
        Set<String> value = proposed(shell, "ssm train --model=mlp-e");
        assertEquals(Set.of(shell.equals("fish") ? "--model=mlp-energy" : "mlp-energy"), value);
    }

    /** Every option of every verb, so that a new one is proposed without anyone thinking of it. */
    @Test
    void everyOptionIsThere() throws Exception {
        for (String verb : List.of("train", "score", "sample", "bench", "detect fit", "plugins new")) {
            String help = Ssm.run(Stream.concat(Stream.of(verb.split(" ")), Stream.of("--help"))
                            .toArray(String[]::new))
                    .out();
            Set<String> options = proposed("bash", "ssm " + verb + " --");
            Set<String> shown = help.lines()
                    .filter(l -> l.matches(" +(-[a-z], )?--[a-z].*"))
                    .map(l -> l.replaceFirst("^ +(-[a-z], )?(--[a-z-]+).*", "$2"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(shown.size() > 4, help);
            assertTrue(options.containsAll(shown), () -> verb + ": " + shown + " but " + options);
        }
    }

    @Test
    void anUnknownShellIsAnError() {
        Ssm.Result result = Ssm.run("completion", "bsh");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("did you mean 'bash'?"), result.err());
    }
}
