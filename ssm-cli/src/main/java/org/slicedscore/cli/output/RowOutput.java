package org.slicedscore.cli.output;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.AtomicFiles;

/**
 * Where rows are written, and how: what the name of a file promises is what is in it. A file appears whole or not at all;
 * what is no file (a device, a named pipe) is written to as it is.
 */
public final class RowOutput {
    private static final String GZIP = ".gz";
    private static final int BUFFER = 1 << 16;

    private final OutputFile target;
    private final RowFormat format;

    private RowOutput(OutputFile target, RowFormat format) {
        this.target = target;
        this.format = format;
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
        OutputFile target = OutputFile.of(file, replace);
        if (target.path() == null) {
            return new RowOutput(target, asked == null ? RowFormat.CSV : asked);
        }
        RowFormat named = named(file);
        if (named != null && asked != null && named != asked) {
            throw Problem.usage(subject(file))
                    .says("the name says %s, but the options say %s", named.word(), asked.word())
                    .remedy("change one of the two")
                    .exception();
        }
        if (named == null && asked == null && !target.special()) {
            throw Problem.usage(subject(file))
                    .says("the ending names no format")
                    .expected("%s, each also with %s", endings(), GZIP)
                    .remedy("rename the file, or choose the format with %s", Subject.setting("format"))
                    .exception();
        }
        return new RowOutput(target, named != null ? named : asked != null ? asked : RowFormat.CSV);
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

    /**
     * Refuses to replace a file that is there, and in any case one that the command reads, under whatever name.
     *
     * @param inputs the files that the command reads
     * @throws SsmException of kind USAGE
     */
    public void protect(Collection<Path> inputs) {
        target.protect(inputs);
    }

    /**
     * Whether rows go to standard output.
     *
     * @return true if there is no file
     */
    public boolean standard() {
        return target.path() == null;
    }

    /**
     * The file.
     *
     * @return its path, or null for standard output
     */
    public Path file() {
        return target.path();
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
        target.write(out, target.path() == null || target.special() ? content : packed(content));
    }

    private AtomicFiles.Content packed(AtomicFiles.Content content) {
        return !lower(target.path()).endsWith(GZIP)
                ? content
                : out -> {
                    try (OutputStream packed = new BufferedOutputStream(new GZIPOutputStream(out, BUFFER), BUFFER)) {
                        content.writeTo(packed);
                    }
                };
    }
}
