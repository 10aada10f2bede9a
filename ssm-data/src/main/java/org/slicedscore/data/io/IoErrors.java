package org.slicedscore.data.io;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;

/** Turns failures of the file system into messages that a user can act on. */
public final class IoErrors {
    private static final String AGAIN = "copy or download it again";

    private IoErrors() {}

    /** A failure to read, to be thrown. */
    public static SsmException reading(String name, IOException cause) {
        Problem file = about(name);
        Problem problem = switch (cause) {
            case NoSuchFileException _, FileNotFoundException _ ->
                file.says("no such file").remedy("check the path");
            case AccessDeniedException _ -> file.says("not readable").remedy("check its permissions");
            case EOFException _ -> file.says("ends too early").remedy(AGAIN);
            case ZipException e ->
                file.says("damaged compressed data (%s)", reason(e)).remedy(AGAIN);
            default -> file.says("cannot be read (%s)", reason(cause));
        };
        return problem.exception(cause);
    }

    /**
     * What is wrong with a file of ours that cannot be understood.
     *
     * @param file the file
     * @param cause says in its first line what was found
     * @return the problem, its remedy still open
     */
    public static Problem damaged(Path file, Exception cause) {
        String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return Problem.data(file.toString()).says("damaged (%s)", why);
    }

    /** A failure to write, to be thrown. */
    public static SsmException writing(Path path, IOException cause) {
        Path folder = path.toAbsolutePath().getParent();
        String reason = reason(cause);
        String lower = reason.toLowerCase(Locale.ROOT);
        String why;
        String remedy;
        if (folder != null && !Files.exists(folder)) {
            why = "folder " + folder + " does not exist";
            remedy = "create it or choose another";
        } else if (folder != null && !Files.isDirectory(folder) || cause instanceof NotDirectoryException) {
            why = folder + " is not a folder";
            remedy = "choose another path";
        } else if (lower.contains("no space") || lower.contains("quota") || lower.contains("not enough space")) {
            why = "the disk is full (" + reason + ")";
            remedy = "free some space or write elsewhere";
        } else if (Files.isDirectory(path)) {
            why = "it is a folder";
            remedy = "choose another path";
        } else if (cause instanceof AccessDeniedException || cause instanceof NoSuchFileException) {
            // the folder exists, as checked above; one such as /proc, where files cannot be created, reports "no such
            // file"
            why = "folder " + folder + " is not writable";
            remedy = "check its permissions or write elsewhere";
        } else if (lower.contains("read-only") || lower.contains("permission denied")) {
            why = "folder " + folder + " is not writable (" + reason + ")";
            remedy = "check its permissions or write elsewhere";
        } else if (cause instanceof FileSystemLoopException) {
            why = "its links go in a circle";
            remedy = "choose another path";
        } else {
            why = reason;
            remedy = "write elsewhere";
        }
        return about(path.toString())
                .says("cannot be written: %s", Quoting.plain(why, 2000))
                .remedy(remedy)
                .exception(cause);
    }

    private static String reason(IOException cause) {
        String text =
                cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : cause.getMessage();
        if (cause instanceof AccessDeniedException && text != null && text.contains("/")) {
            text = "permission denied";
        }
        return text == null ? cause.getClass().getSimpleName() : Quoting.plain(text, 200);
    }

    /** A path may hold any character, and a message is one line. */
    private static Problem about(String name) {
        return Problem.data(Quoting.plain(name, 2000));
    }
}
