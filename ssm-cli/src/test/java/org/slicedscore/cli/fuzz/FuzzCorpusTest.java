package org.slicedscore.cli.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The inputs that fuzzing found, again: each is answered or refused by one line, in time and memory. {@code scripts/fuzz} looks for more. Files whose
 * names begin with {@code ok} are valid.
 */
class FuzzCorpusTest {
    private static final Path CORPUS = Path.of(System.getProperty("ssm.root"), "ssm-cli/src/test/fuzz");

    @ParameterizedTest
    @EnumSource
    void everyInputIsAnsweredOrRefused(Target target) throws IOException {
        int taken = 0;
        for (byte[] valid : valid(target)) {
            taken += run(target, valid, "an example") ? 1 : 0;
        }
        for (Path file : files(target)) {
            boolean answered = run(target, Files.readAllBytes(file), file.toString());
            if (file.getFileName().toString().startsWith("ok")) {
                assertTrue(answered, () -> file + " is valid, and was refused");
                taken++;
            }
        }
        assertTrue(taken > 0, "without an input that is taken, a target may refuse everything");
    }

    /** What a run consists of today. */
    private static List<byte[]> valid(Target target) {
        return switch (target) {
            case RUN -> List.of(file("run", "config.json"));
            case MODEL -> List.of(file("run", "model.safetensors"));
            case CHECKPOINT -> List.of(file("run", "checkpoints/step-2.safetensors"));
            case DETECTOR -> List.of(file("detector", "config.json"));
            case LEARNED -> List.of(file("detector", "detector.safetensors"));
            default -> List.of();
        };
    }

    private static byte[] file(String run, String name) {
        Map<String, byte[]> files = Examples.files(run);
        assertTrue(files.containsKey(name), () -> name + " is not among " + files.keySet());
        return files.get(name);
    }

    private static List<Path> files(Target target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target.name().toLowerCase(java.util.Locale.ROOT)))) {
            return files.sorted().toList();
        }
    }

    /** A minute, because a machine may be busy; nothing here takes a second. */
    private static boolean run(Target target, byte[] bytes, String what) {
        return assertTimeoutPreemptively(
                Duration.ofMinutes(1), () -> Fuzz.run(target, bytes), () -> target + " hangs on " + what);
    }
}
