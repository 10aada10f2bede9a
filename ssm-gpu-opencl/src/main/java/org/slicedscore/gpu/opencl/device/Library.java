package org.slicedscore.gpu.opencl.device;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jocl.CL;

/**
 * Loads JOCL, and through it the machine's {@code libOpenCL}.
 *
 * <p>JOCL unpacks its own library into the folder for temporary files, under a guessable name, and leaves it
 * there. So it gets a new private folder, which is removed as soon as the library is loaded.
 */
final class Library {
    private static final String TEMPORARY = "java.io.tmpdir";

    private static boolean tried;
    private static Throwable failure;

    private Library() {}

    /**
     * Loads it, the first time.
     *
     * @throws UnsatisfiedLinkError if it is missing or does not work
     */
    static synchronized void load() {
        if (!tried) {
            tried = true;
            try {
                initialise();
            } catch (LinkageError | IOException | RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError(failure.getMessage());
            error.initCause(failure);
            throw error;
        }
    }

    private static void initialise() throws IOException {
        Path folder = Files.createTempDirectory("ssm-opencl");
        String before = System.getProperty(TEMPORARY);
        System.setProperty(TEMPORARY, folder.toString());
        try {
            // the first use of the class loads both libraries
            CL.setExceptionsEnabled(false);
        } finally {
            System.setProperty(TEMPORARY, before);
            remove(folder);
        }
    }

    /** A loaded library that cannot be removed, as on Windows, stays until the system cleans up. */
    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (AccessDeniedException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
