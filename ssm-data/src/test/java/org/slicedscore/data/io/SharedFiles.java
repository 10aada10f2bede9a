package org.slicedscore.data.io;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Larger data that lies beside the project and is not part of it: tests that need it are skipped, saying so, without it. */
public final class SharedFiles {
    private SharedFiles() {}

    public static Path find(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("no shared/" + name + " in a folder above the working directory");
        return null;
    }
}
