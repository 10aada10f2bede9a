package org.slicedscore.data.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files completely or not at all: to a temporary file in the same folder, forced to disk, then renamed.
 * Readers see the old file or the new one, even after a power failure.
 */
public final class AtomicFiles {
    private static final AtomicLong COUNT = new AtomicLong();

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the whole content.
         *
         * @param out the output; buffered, closed by the caller
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFiles() {}

    /**
     * Writes or replaces a file.
     *
     * @param path the file; its folder exists
     * @param content the content
     * @throws org.slicedscore.api.error.SsmException of kind DATA if it cannot be written; an older file is then unharmed
     */
    public static void write(Path path, Content content) {
        write(path, true, content);
    }

    /**
     * Writes a file where none is.
     *
     * @param path the file; its folder exists
     * @param content the content
     * @throws org.slicedscore.api.error.SsmException of kind DATA if it cannot be written, or if a file of that name has
     *     appeared meanwhile, which is then unharmed
     */
    public static void create(Path path, Content content) {
        write(path, false, content);
    }

    private static void write(Path path, boolean replace, Content content) {
        Path name = path.getFileName();
        if (name == null) {
            throw IoErrors.writing(path, new IOException("not the name of a file"));
        }
        // Not Files.createTempFile, whose permissions would keep others from reading the finished file.
        String unique = "." + name + "." + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".tmp";
        Path temporary = path.resolveSibling(unique);
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream raw = Channels.newOutputStream(channel);
                    OutputStream out = new BufferedOutputStream(new Unclosed(raw), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            moveInto(temporary, path, replace);
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        } finally {
            deleteQuietly(temporary);
        }
        forceFolder(path);
    }

    /**
     * Writes or replaces a text file, in UTF-8.
     *
     * @param path the file; its folder exists
     * @param text the content
     * @throws org.slicedscore.api.error.SsmException of kind DATA if it cannot be written; an older file is then unharmed
     */
    public static void writeText(Path path, String text) {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void moveInto(Path temporary, Path path, boolean replace) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        if (!replace) {
            try {
                Files.move(temporary, path);
            } catch (FileAlreadyExistsException e) {
                throw new IOException("a file of that name has appeared meanwhile", e);
            }
            return;
        }
        try {
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The rename itself must survive a power failure. Some file systems cannot force a folder; that is not an error. */
    private static void forceFolder(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            return;
        }
    }

    /** Keeps content that closes its stream from closing the channel before it is forced. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
