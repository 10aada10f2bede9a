package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A process of the command {@code ssm}. */
final class Launched {
    private static final long NANOS = 1_000_000;

    private final Process process;
    private final Path answers;
    private final Path errors;
    private final long begun = System.nanoTime();

    private Launched(Process process, Path answers, Path errors) {
        this.process = process;
        this.answers = answers;
        this.errors = errors;
    }

    /**
     * Starts one, with an environment of its own.
     *
     * @param ssm the command, perhaps with arguments of its own
     * @param work where its output goes, and its home
     * @param args its arguments
     */
    static Launched start(List<String> ssm, Path work, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(ssm);
        command.addAll(args);
        Path answers = work.resolve("stdout.txt");
        Path errors = work.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(errors.toFile());
        Path home = Files.createDirectories(work.resolve("home"));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", System.getenv("PATH"),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HOME", home.toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        return new Launched(process, answers, errors);
    }

    /** Waits for a moment of a stretch of time, or until it has ended. */
    void waitUntil(double seconds) throws InterruptedException {
        long left = (long) (1e9 * seconds) - (System.nanoTime() - begun);
        process.waitFor(Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    /** Waits until something has changed on disk so many times, and a moment more, or until it has ended. */
    void waitForChanges(Path target, int changes, Random random) throws IOException, InterruptedException {
        Map<Path, String> seen = Trees.glance(target);
        int left = changes;
        while (left > 0 && process.isAlive()) {
            Thread.sleep(2);
            Map<Path, String> now = Trees.glance(target);
            if (!now.equals(seen)) {
                seen = now;
                left--;
            }
        }
        process.waitFor(random.nextLong(3 * NANOS), TimeUnit.NANOSECONDS);
    }

    /** Kills it: TERM lets it say goodbye, KILL does not. */
    void kill(boolean gently) {
        if (gently) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     */
    int code() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("a process does not end");
        }
        return process.exitValue();
    }

    double seconds() {
        return 1e-9 * (System.nanoTime() - begun);
    }

    /** What it said, on one line, once the launcher's filter behind it has surely passed everything on. */
    String lastWords() throws IOException, InterruptedException {
        Thread.sleep(2000);
        return said() + " / " + Files.readString(answers).strip().replace("\n", " / ");
    }

    /** What it said on standard error so far, on one line. */
    String said() throws IOException {
        return Files.readString(errors).strip().replace("\n", " / ");
    }
}
