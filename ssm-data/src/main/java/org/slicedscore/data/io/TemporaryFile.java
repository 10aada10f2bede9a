package org.slicedscore.data.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that is being written, beside the one that it will become: {@code .NAME.RANDOM.tmp}. It is locked while it is open, and the
 * system releases the lock of a process that is killed. So what a killed process left can be told from what another one is writing, in
 * containers too, where process numbers repeat, and is {@linkplain #sweep swept up} by the next to write there.
 */
final class TemporaryFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\..+\\.[0-9a-f]{16}\\.tmp", Pattern.DOTALL);

    /** Those of this process: opening and closing one of them again would release its lock. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens a new one beside a file. Not Files.createTempFile, whose permissions would keep others from reading the finished file. */
    static TemporaryFile beside(Path file) throws IOException {
        while (true) {
            String random = String.format("%016x", ThreadLocalRandom.current().nextLong());
            Path path = file.resolveSibling("." + file.getFileName() + "." + random + ".tmp");
            OPEN.add(path.toAbsolutePath());
            FileChannel channel = null;
            try {
                channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                if (!swept(channel)) {
                    return new TemporaryFile(path, channel);
                }
                channel.close();
            } catch (IOException | RuntimeException e) {
                OPEN.remove(path.toAbsolutePath());
                if (channel != null) {
                    channel.close();
                }
                throw e;
            }
            OPEN.remove(path.toAbsolutePath());
        }
    }

    /** Whether somebody who sweeps was faster to lock the new file. Without locks nobody sweeps. */
    private static boolean swept(FileChannel channel) {
        try {
            return channel.tryLock() == null;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** Closes the file, and deletes it if it still has this name; if that fails, somebody will sweep it up. */
    @Override
    public void close() throws IOException {
        try (channel) {
            deleteQuietly(path);
        } finally {
            OPEN.remove(path.toAbsolutePath());
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            return;
        }
    }

    /** Whether a path has the name of such a file. */
    static boolean is(Path path) {
        return path.getFileName() != null
                && NAME.matcher(path.getFileName().toString()).matches();
    }

    /**
     * Deletes what killed processes left in a folder. What cannot be listed, locked or deleted stays; it is in nobody's way.
     *
     * @param folder the folder; it may be missing
     * @param name the name of the file that they were to become; null for any
     */
    static void sweep(Path folder, String name) {
        String start = name == null ? "." : "." + name + ".";
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                folder, p -> is(p) && p.getFileName().toString().startsWith(start))) {
            for (Path path : found) {
                if (!OPEN.contains(path.toAbsolutePath())) {
                    deleteUnlocked(path);
                }
            }
        } catch (IOException | RuntimeException e) {
            return;
        }
    }

    private static void deleteUnlocked(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
            return;
        }
    }
}
