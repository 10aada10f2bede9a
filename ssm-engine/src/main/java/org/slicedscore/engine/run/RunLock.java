package org.slicedscore.engine.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;

/** Lets only one process at a time write a run. The system releases the lock when the process ends, even by a crash. */
public final class RunLock implements AutoCloseable {
    /** The locked file, which is not part of the run. */
    static final String NAME = ".lock";

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a run directory, creating it if missing, and deletes half-written files that killed processes left in it.
     *
     * @param run the directory
     * @throws SsmException of kind USAGE if another process holds it, of kind DATA if the directory cannot be written
     */
    public static RunLock take(Path run) {
        Path file = run.resolve(NAME);
        AtomicFiles.createFolders(run);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(channel)) {
                AtomicFiles.sweep(run);
                AtomicFiles.sweep(run.resolve(RunDirectory.CHECKPOINTS));
                return new RunLock(file, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw IoErrors.writing(run, e);
        }
        throw SsmException.usage(
                "%s: another process is writing this run; wait until it has ended, or choose another path", run);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw IoErrors.writing(file, e);
        }
    }
}
