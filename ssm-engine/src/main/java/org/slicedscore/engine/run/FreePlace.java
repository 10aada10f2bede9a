package org.slicedscore.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;

/** Checks that a directory of results may be written to a path: nothing else is ever overwritten. */
public final class FreePlace {
    private FreePlace() {}

    /**
     * Checks a path. Fast, and changes nothing.
     *
     * @param path the path
     * @param force whether earlier results may be replaced
     * @param ours whether a folder holds such results
     * @param taken the problem if it does and they may not be replaced
     * @param kind the results in words, such as {@code a run directory}
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the path is not free; the message says what to do
     */
    public static void check(Path path, boolean force, Predicate<Path> ours, Problem taken, String kind) {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw Problem.usage(Subject.setting("out", path))
                    .found("a file")
                    .expected("a folder or nothing")
                    .remedy("choose another path")
                    .exception();
        }
        if (ours.test(path)) {
            if (!force) {
                throw taken.exception();
            }
            return;
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.anyMatch(
                    file -> !file.getFileName().toString().equals(RunLock.NAME) && !AtomicFiles.isUnfinished(file))) {
                throw Problem.usage(Subject.setting("out", path))
                        .found("a folder with other content")
                        .expected("%s, an empty folder or nothing", kind)
                        .remedy("choose another path")
                        .exception();
            }
        } catch (IOException e) {
            throw IoErrors.reading(path.toString(), e);
        }
    }
}
