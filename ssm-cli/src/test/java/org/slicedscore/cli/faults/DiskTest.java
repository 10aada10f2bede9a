package org.slicedscore.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.AtomicFiles;

/** The faulty disk does harm to whoever writes carelessly, so that tests on it mean something. */
class DiskTest {
    private static final FaultProvider PROVIDER =
            new FaultProvider(FileSystems.getDefault().provider());

    @TempDir
    private Path folder;

    @AfterEach
    void repair() throws IOException {
        Disk.repair();
    }

    private Path faulty(String name) {
        return PROVIDER.getPath(folder.resolve(name).toUri());
    }

    private Path old() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "old");
        return faulty("a.txt");
    }

    private String after(Fault fault, int at, Class<? extends Throwable> end, Executable action) throws IOException {
        Disk.mount(folder, fault, at, () -> {});
        assertThrows(end, action);
        Disk.repair();
        return Files.readString(folder.resolve("a.txt"));
    }

    /** After all that it does, so that a process can be killed then. */
    private void then() throws IOException {
        Files.createDirectory(faulty("then"));
    }

    @Test
    void aFullDiskHarmsWhoWritesInPlace() throws IOException {
        Path file = old();
        assertEquals("n", after(Fault.FULL, 1, IOException.class, () -> Files.writeString(file, "new")));
        Path again = old();
        assertEquals("old", after(Fault.FULL, 1, SsmException.class, () -> AtomicFiles.writeText(again, "new")));
    }

    @Test
    void aPowerCutHarmsWhoDoesNotForce() throws IOException {
        Path file = old();
        Path next = faulty("next");
        assertEquals("", after(Fault.POWER_CUT, 3, Disk.Killed.class, () -> {
            Files.writeString(next, "new");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            then();
        }));
        Path again = old();
        assertEquals("new", after(Fault.POWER_CUT, 4, Disk.Killed.class, () -> {
            AtomicFiles.writeText(again, "new");
            then();
        }));
    }

    @Test
    void theDeadDoNotCleanUp() throws IOException {
        Path file = old();
        assertEquals("old", after(Fault.KILL, 3, Disk.Killed.class, () -> AtomicFiles.writeText(file, "new")));
        try (var files = Files.list(folder)) {
            assertTrue(files.anyMatch(AtomicFiles::isUnfinished), "what it was writing is left");
        }
        AtomicFiles.writeText(folder.resolve("a.txt"), "new");
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(AtomicFiles::isUnfinished), "until the next one writes");
        }
    }

    @Test
    void shortWritesAndSlowRenamesChangeNothing() throws IOException {
        Path file = old();
        Disk.mount(folder, Fault.SHORT_WRITES, 0, () -> {});
        AtomicFiles.writeText(file, "new and long");
        Disk.repair();
        assertEquals("new and long", Files.readString(file));
        StringBuilder seen = new StringBuilder();
        Disk.mount(folder, Fault.SLOW_RENAME, 0, () -> {
            try {
                seen.append(Files.readString(folder.resolve("a.txt")));
            } catch (IOException e) {
                seen.append(e);
            }
        });
        AtomicFiles.writeText(file, "newer");
        Disk.repair();
        assertEquals("new and long", seen.toString());
        assertEquals("newer", Files.readString(file));
    }
}
