package org.slicedscore.data.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    @Test
    void replacesAndLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.writeText(file, "one");
        AtomicFiles.writeText(file, "zwölf");
        assertEquals("zwölf", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void contentMayCloseItsStream() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.write(file, out -> {
            out.write('x');
            out.close();
        });
        assertEquals("x", Files.readString(file));
    }

    @Test
    void anOldFileSurvivesAFailure() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.writeText(file, "old");
        String message = Refusal.data(
                () -> AtomicFiles.write(file, out -> {
                    out.write("new".getBytes());
                    throw new IOException("No space left on device");
                }),
                "a.txt",
                "disk is full",
                "free some space");
        assertTrue(message.contains(folder.toString()));
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFiles.write(file, out -> {
                    throw new IllegalStateException("a bug");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    /** What a killed process leaves is swept up by the next to write the same file; what is still being written stays. */
    @Test
    void leftoversAreSweptUp() throws IOException {
        Path file = folder.resolve("a.txt");
        Path left = Files.writeString(folder.resolve(".a.txt.0123456789abcdef.tmp"), "half");
        Path other = Files.writeString(folder.resolve(".b.txt.0123456789abcdef.tmp"), "half");
        Path mine = Files.writeString(folder.resolve(".a.txt.tmp"), "mine");
        AtomicFiles.write(file, out -> {
            assertFalse(Files.exists(left));
            Path current = unfinished("a.txt");
            AtomicFiles.sweep(folder);
            assertTrue(Files.exists(current), "it is being written");
            out.write('x');
        });
        assertEquals("x", Files.readString(file));
        assertFalse(Files.exists(other));
        assertTrue(Files.exists(mine), "another name");
    }

    private Path unfinished(String name) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(AtomicFiles::isUnfinished)
                    .filter(f -> f.getFileName().toString().startsWith("." + name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatHasAppearedMeanwhileIsNotReplaced() throws IOException {
        Path file = folder.resolve("a.txt");
        Refusal.data(
                () -> AtomicFiles.create(file, out -> {
                    out.write("ours".getBytes());
                    Files.writeString(file, "theirs");
                }),
                "appeared meanwhile");
        assertEquals("theirs", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void foldersAreCreatedWithThoseAbove() throws IOException {
        AtomicFiles.createFolders(folder.resolve("x/y/z"));
        assertTrue(Files.isDirectory(folder.resolve("x/y/z")));
        AtomicFiles.createFolders(folder.resolve("x/y/z"));
        AtomicFiles.writeText(folder.resolve("file"), "");
        Refusal.data(() -> AtomicFiles.createFolders(folder.resolve("file/sub")), "is not a folder");
    }

    @Test
    void placesThatCannotBeWritten() throws IOException {
        Refusal.data(() -> AtomicFiles.writeText(folder.resolve("no/a.txt"), ""), "does not exist", "create it");
        Files.createDirectory(folder.resolve("sub"));
        Refusal.data(() -> AtomicFiles.writeText(folder.resolve("sub"), ""), "it is a folder");
        AtomicFiles.writeText(folder.resolve("file"), "");
        Refusal.data(() -> AtomicFiles.writeText(folder.resolve("file/a.txt"), ""), "is not a folder");
        Refusal.data(() -> AtomicFiles.writeText(Path.of("/"), ""), "cannot be written");
    }

    @Test
    void reasonsBecomeRemedies() {
        Path file = folder.resolve("a.txt");
        String readOnly = IoErrors.writing(file, new FileSystemException("a", null, "Read-only file system"))
                .getMessage();
        assertTrue(readOnly.contains("not writable") && readOnly.contains("write elsewhere"), readOnly);
        String denied =
                IoErrors.writing(file, new AccessDeniedException("/x/a")).getMessage();
        assertTrue(denied.contains("check its permissions"), denied);
        String quota =
                IoErrors.writing(file, new IOException("Disk quota exceeded")).getMessage();
        assertTrue(quota.contains("disk is full"), quota);
        String folders = IoErrors.writing(folder, new IOException("No space left on device"))
                .getMessage();
        assertTrue(folders.contains("disk is full"), folders);
    }
}
