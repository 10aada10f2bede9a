package org.slicedscore.cli.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JVM of its own, with flags of its own. */
final class Child {
    private Child() {}

    /** The answers of a JVM with these flags. */
    static Map<String, String> answers(List<String> flags, Answers.Extent extent, Path folder, String... common)
            throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(extent.name(), folder.toString()));
        args.addAll(List.of(common));
        Map<String, String> sums = new LinkedHashMap<>();
        for (String line : run(flags, Answers.class, args).lines().toList()) {
            int blank = line.indexOf(' ');
            sums.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return sums;
    }

    /** What a program prints on standard output. */
    static String run(List<String> flags, Class<?> main, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(flags);
        command.addAll(List.of(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(args);
        Path errors = Files.createTempFile("ssm-child", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(variable -> variable.startsWith("SSM_"));
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(flags + ": " + Files.readString(errors, StandardCharsets.ISO_8859_1));
            }
            return out;
        } finally {
            Files.delete(errors);
        }
    }
}
