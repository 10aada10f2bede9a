package org.slicedscore.engine.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;

/** Lets only one process at a time write a run. The system releases the lock when the process ends, even by a crash. */
public final class RunLock implements AutoCloseable {
    /** The locked file, which is not part of the run. */
    static final String NAME = ".lock";

    /** Directories that this process holds: opening and closing the file of one again would release its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path place;
    private final FileChannel channel;

    private RunLock(Path file, Path place, FileChannel channel) {
        this.file = file;
        this.place = place;
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
            Path place = run.toRealPath();
            if (HELD.add(place)) {
                FileChannel channel = lockedOrNull(file, place);
                if (channel != null) {
                    AtomicFiles.sweep(run);
                    AtomicFiles.sweep(run.resolve(RunDirectory.CHECKPOINTS));
                    return new RunLock(file, place, channel);
                }
            }
        } catch (IOException e) {
            throw IoErrors.writing(file, e);
        }
        throw Problem.usage(new Subject.File(run.toString()))
                .says("another process is writing this run")
                .remedy("wait until it has ended, or choose another path")
                .exception();
    }

    private static FileChannel lockedOrNull(Path file, Path place) throws IOException {
        FileChannel channel = null;
        try {
            channel = locked(file);
            return channel;
        } finally {
            if (channel == null) {
                HELD.remove(place);
            }
        }
    }

    /**
     * Locks a file. Whoever held the lock before deletes the file, perhaps just after it was opened here, and somebody else may then lock
     * another of the same name: so the name must stand for the same file before it is opened and after it is locked.
     */
    private static FileChannel locked(Path file) throws IOException {
        while (true) {
            create(file);
            Object before = identity(file);
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.WRITE);
            } catch (NoSuchFileException e) {
                continue;
            }
            if (isTaken(channel)) {
                channel.close();
                return null;
            }
            if (Objects.equals(before, identity(file))) {
                return channel;
            }
            channel.close();
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // held by another process, or left by one that was killed
            return;
        }
    }

    /** Of the file behind a name: null where the system has none, another one each time for a file that is gone. */
    private static Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return new Object();
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
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
        } finally {
            HELD.remove(place);
        }
    }
}
