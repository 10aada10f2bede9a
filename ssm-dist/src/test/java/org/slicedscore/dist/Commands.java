package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Runs commands as a user would who has a JDK and nothing else of ours. */
final class Commands {
    /**
     * What came of a command.
     *
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int code, String out, String err) {
        String all() {
            return "exit code " + code + "\n" + out + err;
        }
    }

    private final Path work;

    Commands(Path work) {
        this.work = work;
    }

    /** Runs a command with an environment of its own: the JDK of this test, a home without plug-ins. */
    Result run(Path folder, List<String> command) throws IOException, InterruptedException {
        return run(folder, Map.of(), command);
    }

    /** The same with more variables. */
    Result run(Path folder, Map<String, String> variables, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(work, "out", ".txt");
        Path err = Files.createTempFile(work, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        System.getenv("PATH"),
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "HOME",
                        Files.createDirectories(work.resolve("home")).toString()));
        // a Maven that mvnw has fetched before is in the real home
        Path wrapper = Path.of(System.getProperty("user.home"), ".m2");
        builder.environment().put("MAVEN_USER_HOME", wrapper.toString());
        // an OpenCL driver may be found through these alone
        for (String variable : List.of("OCL_ICD_VENDORS", "LD_LIBRARY_PATH")) {
            if (System.getenv(variable) != null) {
                builder.environment().put(variable, System.getenv(variable));
            }
        }
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertTrue(ended, () -> "does not end: " + command);
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Runs the command ssm of an unpacked distribution, and expects an exit code. */
    Result ssm(int code, Path home, String... args) throws IOException, InterruptedException {
        return ssm(code, home, Map.of(), args);
    }

    /** The same with more variables. */
    Result ssm(int code, Path home, Map<String, String> variables, String... args)
            throws IOException, InterruptedException {
        Result result = ssm(home, variables, args);
        assertEquals(code, result.code, () -> List.of(args) + ": " + result.all());
        return result;
    }

    /** The same with any exit code. */
    Result ssm(Path home, Map<String, String> variables, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/ssm").toString()));
        command.addAll(List.of(args));
        return run(work, variables, command);
    }

    /** Unpacks the distribution, with the permissions that the zip gives. */
    static Path unzip(Path zip, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
                Path path = to.resolve(e.getName()).normalize();
                assertTrue(path.startsWith(to), e.getName());
                if (e.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(entries, path);
                }
            }
        }
        try (var folders = Files.list(to)) {
            Path home = folders.findFirst().orElseThrow();
            // ZipInputStream does not see permissions
            assertTrue(home.resolve("bin/ssm").toFile().setExecutable(true));
            return home;
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file :
                    files.filter(f -> !f.toString().contains("/target")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }
}
