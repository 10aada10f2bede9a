package org.slicedscore.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;

/**
 * Where a result goes: a file, which is written whole or not at all and never replaces another without leave, or standard output.
 *
 * @param path the file, or null for standard output
 * @param replace whether a file that is there may be replaced
 */
public record OutputFile(Path path, boolean replace) {
    /** The second one is a file, where a shell sends standard output into one. */
    private static final Set<String> STANDARD = Set.of("-", "/dev/stdout");

    /**
     * Whether a name stands for standard output.
     *
     * @param file a path, or null
     * @return true for {@code -}, {@code /dev/stdout} and null
     */
    public static boolean standard(Path file) {
        return file == null || STANDARD.contains(file.toString());
    }

    /**
     * The output of a name.
     *
     * @param file a path; {@code -}, {@code /dev/stdout} or null for standard output
     * @param replace whether a file that is there may be replaced
     * @throws SsmException of kind DATA if it is a folder
     */
    public static OutputFile of(Path file, boolean replace) {
        if (standard(file)) {
            return new OutputFile(null, replace);
        }
        if (Files.isDirectory(file)) {
            throw IoErrors.writing(file, new IOException("it is a folder"));
        }
        return new OutputFile(file, replace);
    }

    /** Whether it is there and neither a file nor a folder. */
    boolean special() {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    private Subject subject() {
        return Subject.setting("out", path);
    }

    /**
     * Refuses to replace a file that is there, and in any case one that the command reads, under whatever name.
     *
     * @param inputs the files that the command reads
     * @throws SsmException of kind USAGE
     */
    public void protect(Collection<Path> inputs) {
        if (path == null || special() || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path input : inputs) {
            if (same(path, input)) {
                throw Problem.usage(subject())
                        .says("is a file that this command reads")
                        .remedy("choose another name")
                        .exception();
            }
        }
        if (!replace) {
            throw Problem.usage(subject())
                    .says("a file is there already")
                    .remedy("choose another name, or replace it with %s", Subject.setting("force", true))
                    .exception();
        }
    }

    private static boolean same(Path a, Path b) {
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) {
            // one of them is not there
            return false;
        }
    }

    /**
     * Writes it.
     *
     * @param out standard output
     * @param content writes all
     * @throws SsmException of kind DATA if that fails, or if a file has appeared meanwhile that may not be replaced
     */
    public void write(OutputStream out, AtomicFiles.Content content) {
        try {
            if (path == null) {
                content.writeTo(out);
            } else if (special()) {
                try (OutputStream device = Files.newOutputStream(path)) {
                    content.writeTo(device);
                }
            } else if (replace) {
                AtomicFiles.write(path, content);
            } else {
                AtomicFiles.create(path, content);
            }
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private SsmException failure(IOException e) {
        return IoErrors.writing(path == null ? Path.of("-") : path, e);
    }
}
