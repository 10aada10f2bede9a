package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Jars of an unpacked distribution that are not there for a while. */
final class RemovedJars implements AutoCloseable {
    private final Path folder;
    private final Path elsewhere;

    /**
     * Takes jars away.
     *
     * @param folder where they are; it is removed, too, if nothing is left in it
     * @param start the beginning of their names
     */
    RemovedJars(Path folder, String start) throws IOException {
        this.folder = folder;
        elsewhere = Files.createTempDirectory(folder.getParent().getParent(), "removed");
        List<Path> found = jars(folder).stream()
                .filter(jar -> jar.getFileName().toString().startsWith(start))
                .toList();
        assertFalse(found.isEmpty(), () -> "no " + start + " in " + folder);
        for (Path jar : found) {
            Files.move(jar, elsewhere.resolve(jar.getFileName()));
        }
        if (jars(folder).isEmpty()) {
            Files.delete(folder);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Override
    public void close() throws IOException {
        Files.createDirectories(folder);
        for (Path jar : jars(elsewhere)) {
            Files.move(jar, folder.resolve(jar.getFileName()));
        }
        Files.delete(elsewhere);
    }
}
