package org.slicedscore.parquet;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** What goes wrong within hardwood, as refusals of the file. */
final class ParquetErrors {
    private static final int LONGEST = 200;

    private static final Pattern LIBRARY = Pattern.compile("library not found.*?([\\w.-]+:[\\w.-]+)");

    private ParquetErrors() {}

    /** Text of an exception on one line. */
    static String oneLine(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause.getMessage() == null)) {
            cause = cause.getCause();
        }
        return plain(String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()), LONGEST);
    }

    /** Text without control characters and not too long. */
    static String plain(String text, int most) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }

    /** The library for a compression that hardwood looks for in vain. */
    private static Optional<String> missing(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Matcher library = LIBRARY.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof UnsupportedOperationException && library.find()) {
                return Optional.of("the library " + library.group(1));
            }
        }
        return Optional.empty();
    }

    /** Wraps a failure to read a file or one of its columns. */
    static SsmException reading(Subject subject, Throwable e) {
        if (e instanceof SsmException ours) {
            return ours;
        }
        Optional<String> missing = missing(e);
        if (missing.isPresent()) {
            return Problem.data(subject)
                    .says("cannot be read: %s is not there", missing.get())
                    .remedy("put the jar beside the plug-in's, or write the file with another compression")
                    .exception(e);
        }
        return Problem.data(subject)
                .says("cannot be read: damaged, or not written as Parquet asks (%s)", oneLine(e))
                .remedy("copy or download it again, or write it with another program")
                .exception(e);
    }
}
