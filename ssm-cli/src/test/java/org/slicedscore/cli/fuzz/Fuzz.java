package org.slicedscore.cli.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slicedscore.api.error.SsmException;

/**
 * Runs a target and checks what holds for every input: an answer or one clear error, memory in proportion to the input, and no file beside
 * those that were there. Jazzer calls {@link #fuzzerTestOneInput}; {@link FuzzCorpusTest} replays what it found.
 */
public final class Fuzz {
    /** What a run takes anyway, and what a byte of input may cost at most: deflated bytes become a thousand. */
    private static final long MEMORY = 200_000_000;

    private static final long MEMORY_PER_BYTE = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Target target;

    private Fuzz() {}

    /** Jazzer's beginning, with the target's name. */
    public static void fuzzerInitialize(String[] args) throws IOException {
        target = Target.valueOf(args[0]);
    }

    /** Jazzer's call. Its own work on classes would count as memory of an input; the heap's size is the bound there. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        run(target, bytes, Long.MAX_VALUE);
    }

    /**
     * Runs a target and checks it.
     *
     * @return whether it took the input; false if it refused it, as it should, by an {@link SsmException}
     */
    static boolean run(Target which, byte[] bytes) throws IOException {
        return run(which, bytes, MEMORY + MEMORY_PER_BYTE * bytes.length);
    }

    private static boolean run(Target which, byte[] bytes, long memory) throws IOException {
        Path outer = Files.createTempDirectory("ssm-fuzz");
        try {
            Path folder = Files.createDirectories(outer.resolve("a/b/c"));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            boolean answered = true;
            try {
                which.run(bytes, folder);
            } catch (SsmException e) {
                Target.oneLine(e.getMessage());
                answered = false;
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated > memory) {
                throw new AssertionError(allocated + " bytes allocated for " + bytes.length);
            }
            unchanged(outer, which);
            return answered;
        } finally {
            remove(outer);
        }
    }

    /** Nothing but the target's own files. */
    private static void unchanged(Path outer, Target which) throws IOException {
        Set<String> expected = Set.of("rows", "golden", "run", "detector", "plugin", "trusted", "settings");
        try (Stream<Path> files = Files.walk(outer)) {
            List<Path> strange = files.filter(Files::isRegularFile)
                    .map(outer::relativize)
                    .filter(file -> !file.startsWith("a/b/c")
                            || expected.stream().noneMatch(file.getName(3).toString()::startsWith))
                    .collect(Collectors.toList());
            if (!strange.isEmpty()) {
                throw new AssertionError(which + " wrote " + new TreeSet<>(strange));
            }
        }
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
