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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes files completely or not at all: to a temporary file in the same folder, forced to disk, then renamed.
 * Readers see the old file or the new one, even after a power failure.
 */
public final class AtomicFiles {
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

    /** Something done to files. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws IOException if it fails
         */
        void run() throws IOException;
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
        write(path, true, content, () -> {});
    }

    /**
     * Writes or replaces a file and does something in between.
     *
     * @param path the file; its folder exists
     * @param content the content
     * @param between what to do once the content is on disk and before the file takes its name, such as deleting what it replaces; if this
     *     fails, the file is not written
     * @throws org.slicedscore.api.error.SsmException of kind DATA if it cannot be written; an older file is then unharmed
     */
    public static void write(Path path, Content content, Action between) {
        write(path, true, content, between);
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
        write(path, false, content, () -> {});
    }

    private static void write(Path path, boolean replace, Content content, Action between) {
        Path name = path.getFileName();
        if (name == null) {
            throw IoErrors.writing(path, new IOException("not the name of a file"));
        }
        TemporaryFile.sweep(folder(path), name.toString());
        try (TemporaryFile temporary = TemporaryFile.beside(path)) {
            OutputStream raw = Channels.newOutputStream(temporary.channel());
            OutputStream out = new BufferedOutputStream(new Unclosed(raw), 1 << 16);
            content.writeTo(out);
            out.flush();
            temporary.channel().force(true);
            between.run();
            // still open and locked, so that nobody takes it for a leftover
            moveInto(temporary.path(), path, replace);
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        }
        forceFolder(folder(path));
    }

    /**
     * Writes or replaces a text file, in UTF-8.
     *
     * @param path the file; its folder exists
     * @param text the content
     * @throws org.slicedscore.api.error.SsmException of kind DATA if it cannot be written; an older file is then unharmed
     */
    public static void writeText(Path path, String text) {
        writeText(path, text, () -> {});
    }

    /**
     * Writes or replaces a text file, in UTF-8, and does something in between.
     *
     * @param path the file; its folder exists
     * @param text the content
     * @param between as for {@link #write(Path, Content, Action)}
     * @throws org.slicedscore.api.error.SsmException of kind DATA if it cannot be written; an older file is then unharmed
     */
    public static void writeText(Path path, String text, Action between) {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), between);
    }

    /**
     * Creates a folder and those above it that are missing, and forces them to disk.
     *
     * @param folder the folder; it may be there
     * @throws org.slicedscore.api.error.SsmException of kind DATA if it cannot be created
     */
    public static void createFolders(Path folder) {
        List<Path> changed = new ArrayList<>();
        for (Path path = folder.toAbsolutePath(); path != null && !Files.isDirectory(path); path = path.getParent()) {
            changed.add(folder(path));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw IoErrors.writing(folder, e);
        }
        changed.forEach(AtomicFiles::forceFolder);
    }

    /**
     * Deletes what killed processes left of files that they were writing. Others may be writing there.
     *
     * @param folder the folder; it may be missing
     */
    public static void sweep(Path folder) {
        TemporaryFile.sweep(folder, null);
    }

    /** Whether a path is that of a file on the way: being written, or left by a killed process. */
    public static boolean isUnfinished(Path path) {
        return TemporaryFile.is(path);
    }

    private static void moveInto(Path temporary, Path path, boolean replace) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        if (!replace) {
            moveWhereNoneIs(temporary, path);
            return;
        }
        try {
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A link is refused if the name is taken; a move looks first and then replaces what has appeared in between. */
    private static void moveWhereNoneIs(Path temporary, Path path) throws IOException {
        try {
            Files.createLink(path, temporary);
        } catch (FileAlreadyExistsException e) {
            throw appeared(e);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without links
            try {
                Files.move(temporary, path);
            } catch (FileAlreadyExistsException there) {
                throw appeared(there);
            }
        }
    }

    private static IOException appeared(IOException cause) {
        return new IOException("a file of that name has appeared meanwhile", cause);
    }

    private static Path folder(Path path) {
        return path.toAbsolutePath().getParent();
    }

    /** The rename itself must survive a power failure. Some file systems cannot force a folder; that is not an error. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
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
