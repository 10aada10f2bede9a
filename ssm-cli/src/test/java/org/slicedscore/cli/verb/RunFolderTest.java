package org.slicedscore.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path runs;

    @Test
    void theFirstFreeNumberIsTaken() throws IOException {
        assertEquals(runs.resolve("wine-gmm-1"), RunFolder.free(runs, "wine-gmm"));
        Files.createDirectory(runs.resolve("wine-gmm-1"));
        Files.createFile(runs.resolve("wine-gmm-2"));
        Files.createDirectory(runs.resolve("wine-gmm-4"));
        assertEquals(runs.resolve("wine-gmm-3"), RunFolder.free(runs, "wine-gmm"));
        assertEquals(runs.resolve("new").resolve("wine-1"), RunFolder.free(runs.resolve("new"), "wine"));
    }
}
