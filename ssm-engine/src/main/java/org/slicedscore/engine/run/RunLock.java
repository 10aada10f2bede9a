package org.slicedscore.engine.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.IoErrors;

/** Sees to it that one process at a time writes a run. The system lets go of it when the process ends, however it does. */
public final class RunLock implements AutoCloseable {
    /** The file that is locked; it is no part of the run. */
    static final String NAME = ".lock";

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock of a run directory, which is made if it is missing.
     *
     * @param run the directory
     * @return the lock
     * @throws SsmException of kind USAGE if another process has it, of kind DATA if the directory cannot be written
     */
    public static RunLock take(Path run) {
        Path file = run.resolve(NAME);
        try {
            Files.createDirectories(run);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(channel)) {
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

    /** Lets others write. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            throw IoErrors.writing(file, e);
        }
    }
}
