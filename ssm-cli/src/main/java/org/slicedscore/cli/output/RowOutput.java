package org.slicedscore.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;

/**
 * Where rows are written, and how: what the name of a file promises is what is in it. A file appears whole or not at all;
 * what is no file (a device, a named pipe) is written to as it is.
 */
public final class RowOutput {
    /** The second one is a file, where a shell sends standard output into one. */
    private static final Set<String> STANDARD = Set.of("-", "/dev/stdout");

    private static final String GZIP = ".gz";
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final RowFormat format;
    private final boolean replace;

    private RowOutput(Path file, RowFormat format, boolean replace) {
        this.file = file;
        this.format = format;
        this.replace = replace;
    }

    /**
     * Decides where to and how.
     *
     * @param file a file; {@code -}, {@code /dev/stdout} or null for standard output
     * @param asked the format that is asked for, or null for the one that the name says; CSV on standard output
     * @param replace whether a file that is there may be replaced
     * @return the output, nothing written yet
     * @throws SsmException of kind USAGE if the name says no format or another one than is asked for
     */
    public static RowOutput of(Path file, RowFormat asked, boolean replace) {
        if (file == null || STANDARD.contains(file.toString())) {
            return new RowOutput(null, asked == null ? RowFormat.CSV : asked, replace);
        }
        if (Files.isDirectory(file)) {
            throw IoErrors.writing(file, new IOException("it is a folder"));
        }
        RowFormat named = named(file);
        if (named != null && asked != null && named != asked) {
            throw Problem.usage(subject(file))
                    .says("the name says %s, but the options say %s", named.word(), asked.word())
                    .remedy("change one of the two")
                    .exception();
        }
        if (named == null && asked == null && !special(file)) {
            throw Problem.usage(subject(file))
                    .says("the ending names no format")
                    .expected("%s, each also with %s", endings(), GZIP)
                    .remedy("rename the file, or choose the format with %s", Subject.setting("format"))
                    .exception();
        }
        return new RowOutput(file, named != null ? named : asked != null ? asked : RowFormat.CSV, replace);
    }

    private static Subject subject(Path file) {
        return Subject.setting("out", file);
    }

    private static String endings() {
        return Stream.of(RowFormat.values()).map(f -> "." + f.word()).collect(Collectors.joining(", "));
    }

    private static RowFormat named(Path file) {
        String name = lower(file);
        String whole = name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
        return Stream.of(RowFormat.values())
                .filter(f -> whole.endsWith("." + f.word()))
                .findFirst()
                .orElse(null);
    }

    private static String lower(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** Whether it is there and neither a file nor a folder. */
    private static boolean special(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /**
     * Refuses to replace a file that is there, and in any case one that the command reads, under whatever name.
     *
     * @param inputs the files that the command reads
     * @throws SsmException of kind USAGE
     */
    public void protect(Collection<Path> inputs) {
        if (file == null || special(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path input : inputs) {
            if (same(file, input)) {
                throw Problem.usage(subject(file))
                        .says("is a file that this command reads")
                        .remedy("choose another name")
                        .exception();
            }
        }
        if (!replace) {
            throw Problem.usage(subject(file))
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
     * Whether rows go to standard output.
     *
     * @return true if there is no file
     */
    public boolean standard() {
        return file == null;
    }

    /**
     * The file.
     *
     * @return its path, or null for standard output
     */
    public Path file() {
        return file;
    }

    /**
     * The format.
     *
     * @return how rows are written
     */
    public RowFormat format() {
        return format;
    }

    /**
     * Writes the rows.
     *
     * @param out standard output
     * @param content writes them
     * @throws SsmException of kind DATA if that fails, or if a file has appeared meanwhile that may not be replaced
     */
    public void write(OutputStream out, AtomicFiles.Content content) {
        try {
            if (file == null) {
                content.writeTo(out);
            } else if (special(file)) {
                try (OutputStream device = Files.newOutputStream(file)) {
                    content.writeTo(device);
                }
            } else if (replace) {
                AtomicFiles.write(file, packed(content));
            } else {
                AtomicFiles.create(file, packed(content));
            }
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private SsmException failure(IOException e) {
        return IoErrors.writing(file == null ? Path.of("-") : file, e);
    }

    private AtomicFiles.Content packed(AtomicFiles.Content content) {
        return !lower(file).endsWith(GZIP)
                ? content
                : out -> {
                    try (OutputStream packed = new BufferedOutputStream(new GZIPOutputStream(out, BUFFER), BUFFER)) {
                        content.writeTo(packed);
                    }
                };
    }
}
