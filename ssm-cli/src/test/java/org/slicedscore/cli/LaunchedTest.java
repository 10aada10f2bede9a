package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command as a process of its own: signals, a reader that leaves, and runs that come out the same, bit for bit. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
@Execution(ExecutionMode.CONCURRENT)
class LaunchedTest {
    private static final String[] TRAIN = {
        "train",
        "--data",
        "synthetic:two-moons?n=400",
        "--model.hidden",
        "32,32",
        "--batch-size",
        "64",
        "--steps",
        "120",
        "--epochs",
        "1000",
        "--patience",
        "0",
        "--seed",
        "3",
        "--evaluate-every",
        "20"
    };

    /** A backend that is slow enough to be interrupted. */
    private static final String[] SLOWLY = with(TRAIN, "--backend", "reference");

    /** For commands that are over before the second compiler would be. The vector backend needs that compiler. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    private static Path folder;

    private static byte[] expected;

    /** A run that nobody disturbs. */
    @BeforeAll
    static void trainUndisturbed() throws Exception {
        Path run = folder.resolve("undisturbed");
        Launched launched = launch("undisturbed", with(SLOWLY, "--out", run.toString()));
        assertEquals(0, launched.process.waitFor(), launched::errors);
        expected = Files.readAllBytes(run.resolve("model.safetensors"));
    }

    private record Launched(Process process, Path err) {
        String errors() {
            try {
                return Files.readString(err);
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
    }

    private static ProcessBuilder builder(String name, String... args) throws IOException, InterruptedException {
        return builder(QUICK, name, args);
    }

    private static ProcessBuilder builder(List<String> flags, String name, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (resetsSignals()) {
            // whoever runs the tests in the background has them ignore INT, and so would the child
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(flags);
        command.addAll(List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(errors(name).toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SSM_"));
        return builder;
    }

    private static Path errors(String name) {
        return folder.resolve(name + ".err");
    }

    private static Launched launch(String name, String... args) throws IOException, InterruptedException {
        return new Launched(builder(name, args).start(), errors(name));
    }

    private static boolean resetsSignals() throws IOException, InterruptedException {
        Process env = new ProcessBuilder("env", "--default-signal=INT", "true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return env.waitFor() == 0;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor());
    }

    private static void waitFor(Path file, Launched launched) throws IOException, InterruptedException {
        while (!Files.exists(file) || Files.size(file) == 0) {
            assertTrue(launched.process.isAlive(), launched::errors);
            Thread.sleep(5);
        }
    }

    private static void resume(Path run) throws IOException, InterruptedException {
        assertFalse(Files.exists(run.resolve("model.safetensors")), "the run had ended before it was interrupted");
        Launched again = launch(run.getFileName() + "-again", "train", "--resume", run.toString());
        assertEquals(0, again.process.waitFor(), again::errors);
        assertArrayEquals(expected, Files.readAllBytes(run.resolve("model.safetensors")));
    }

    private static void interrupt(String name, int code) throws IOException, InterruptedException {
        Path run = folder.resolve(name);
        Launched launched = launch(name, with(SLOWLY, "--out", run.toString()));
        waitFor(run.resolve("metrics.jsonl"), launched);
        signal(name, launched.process);
        assertEquals(code, launched.process.waitFor(), launched::errors);
        assertTrue(launched.errors().contains("to go on: ssm train --resume " + run), launched::errors);
        assertEquals("", new String(launched.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        resume(run);
    }

    @Test
    void termCheckpointsAndTheRunGoesOnBitForBit() throws Exception {
        interrupt("TERM", 143);
    }

    @Test
    void intCheckpointsAndTheRunGoesOnBitForBit() throws Exception {
        interrupt("INT", 130);
    }

    @Test
    void killAfterACheckpointAndTheRunGoesOnBitForBit() throws Exception {
        Path run = folder.resolve("KILL");
        Launched launched = launch("KILL", with(SLOWLY, "--out", run.toString(), "--checkpoint-every", "20"));
        waitFor(run.resolve("checkpoints/step-40.safetensors"), launched);
        signal("KILL", launched.process);
        assertEquals(128 + 9, launched.process.waitFor());
        resume(run);
    }

    @Test
    void aSecondSignalEndsAtOnce() throws Exception {
        Path run = folder.resolve("twice");
        // steps that take far longer than the signals are apart
        Launched launched = launch(
                "twice",
                "train",
                "--data",
                "synthetic:gaussian?d=20&n=700",
                "--model.hidden",
                "256,256",
                "--objective",
                "sm",
                "--batch-size",
                "600",
                "--validation",
                "0",
                "--backend",
                "reference",
                "--out",
                run.toString());
        waitFor(run.resolve("config.json"), launched);
        Thread.sleep(300);
        signal("TERM", launched.process);
        Thread.sleep(300);
        signal("TERM", launched.process);
        assertTrue(launched.process.waitFor(5, TimeUnit.SECONDS), launched::errors);
        assertEquals(143, launched.process.exitValue(), launched::errors);
        assertFalse(launched.errors().contains("to go on"), launched::errors);
    }

    @Test
    void threadsDoNotChangeTheResult() throws Exception {
        Launched one = launchWithThreads("1");
        Launched two = launchWithThreads("2");
        assertArrayEquals(modelWithThreads("1", one), modelWithThreads("2", two));
    }

    private static Launched launchWithThreads(String threads) throws IOException, InterruptedException {
        Path run = folder.resolve("threads-" + threads);
        String name = "threads-" + threads;
        String[] args = with(TRAIN, "--backend", "simd", "--out", run.toString(), "--threads", threads);
        args[List.of(args).indexOf("--steps") + 1] = "40";
        return new Launched(builder(List.of(), name, args).start(), errors(name));
    }

    private static byte[] modelWithThreads(String threads, Launched launched) throws IOException, InterruptedException {
        assertEquals(0, launched.process.waitFor(), launched::errors);
        return Files.readAllBytes(folder.resolve("threads-" + threads).resolve("model.safetensors"));
    }

    @Test
    void aReaderThatLeavesEndsTheCommandQuietly() throws Exception {
        String[] score = {
            "score", folder.resolve("undisturbed").toString(), "--data", "synthetic:two-moons?n=20000", "--quiet"
        };
        Launched launched = new Launched(builder(List.of(), "pipe", score).start(), errors("pipe"));
        try (BufferedReader lines = launched.process.inputReader()) {
            assertEquals("row,log_density,score_norm", lines.readLine());
        }
        assertEquals(0, launched.process.waitFor(), launched::errors);
        assertEquals("", withoutJvm(launched.errors()));
    }

    /** A name of a file with a letter that the locale has no byte for. */
    @Test
    void aNameThatTheLocaleCannotSayIsOneLine() throws Exception {
        List<String[]> commands = List.of(
                new String[] {"evaluate"},
                new String[] {"train", "-q", "--data", "builtin:redwine", "--out"},
                new String[] {"train", "-q", "--data"},
                new String[] {"sample", "run", "--out"});
        for (String[] command : commands) {
            ProcessBuilder builder = builder("locale", command);
            List<String> shell = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" \"$(printf 'l\\303\\266c')\"", "sh"));
            shell.addAll(builder.command());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.command(shell).start();
            assertEquals(2, process.waitFor(), String.join(" ", command));
            String errors = withoutJvm(Files.readString(errors("locale")));
            assertTrue(errors.startsWith("ssm: 'l") && errors.contains("LC_ALL=C.UTF-8"), errors);
            assertEquals(1, errors.lines().count(), errors);
        }
    }

    @Test
    void aFullDiskBehindStandardOutputIsAnError() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        Process process =
                builder("full", "backends").redirectOutput(full.toFile()).start();
        assertEquals(3, process.waitFor());
        String errors = withoutJvm(Files.readString(errors("full")));
        assertTrue(errors.startsWith("ssm: standard output: cannot be written"), errors);
    }

    /** The JVM's own remark on the Vector API, which the launcher keeps away. */
    private static String withoutJvm(String errors) {
        return errors.lines()
                .filter(l -> !l.startsWith("WARNING: Using incubator"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void anExperimentThatIsStoppedSaysHowToGoOn() throws Exception {
        Path out = folder.resolve("experiment");
        Launched launched = launch(
                "experiment",
                "reproduce",
                "projections",
                "--backend",
                "reference",
                "--seeds",
                "2",
                "--out",
                out.toString());
        waitFor(out.resolve("experiment.json"), launched);
        signal("TERM", launched.process);
        assertEquals(143, launched.process.waitFor(), launched::errors);
        assertTrue(
                launched.errors()
                        .contains("to go on: ssm reproduce projections --backend reference --seeds 2 --out " + out),
                launched::errors);
        assertFalse(Files.exists(out.resolve("README.md")), "it had ended before it was stopped");
    }
}
