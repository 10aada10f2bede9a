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
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.SsmException.Kind;

/** Turns failures of the file system into messages that a user can act on. */
public final class IoErrors {
    private IoErrors() {}

    /** A failure to read, to be thrown. */
    public static SsmException reading(String name, IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> failure(e, name + ": no such file; check the path");
            case FileNotFoundException e -> failure(e, name + ": no such file; check the path");
            case AccessDeniedException e -> failure(e, name + ": not readable; check its permissions");
            case EOFException e -> failure(e, name + ": ends too early; copy or download it again");
            case ZipException e ->
                failure(e, name + ": damaged compressed data (" + reason(e) + "); copy or download it again");
            default -> failure(cause, name + ": cannot be read (" + reason(cause) + ")");
        };
    }

    /** A failure to write, to be thrown. */
    public static SsmException writing(Path path, IOException cause) {
        Path folder = path.toAbsolutePath().getParent();
        String reason = reason(cause);
        String lower = reason.toLowerCase(Locale.ROOT);
        String remedy;
        if (folder != null && !Files.exists(folder)) {
            remedy = "folder " + folder + " does not exist; create it or choose another";
        } else if (folder != null && !Files.isDirectory(folder) || cause instanceof NotDirectoryException) {
            remedy = folder + " is not a folder; choose another path";
        } else if (lower.contains("no space") || lower.contains("quota") || lower.contains("not enough space")) {
            remedy = "the disk is full (" + reason + "); free some space or write elsewhere";
        } else if (Files.isDirectory(path)) {
            remedy = "it is a folder; choose another path";
        } else if (cause instanceof AccessDeniedException || cause instanceof NoSuchFileException) {
            // the folder exists, as checked above; one such as /proc, where files cannot be created, reports "no such
            // file"
            remedy = "folder " + folder + " is not writable; check its permissions or write elsewhere";
        } else if (lower.contains("read-only") || lower.contains("permission denied")) {
            remedy = "folder " + folder + " is not writable (" + reason + "); check its permissions or write elsewhere";
        } else if (cause instanceof FileSystemLoopException) {
            remedy = "its links go in a circle; choose another path";
        } else {
            remedy = reason;
        }
        return failure(cause, path + ": cannot be written: " + remedy);
    }

    private static String reason(IOException cause) {
        String text =
                cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : cause.getMessage();
        if (cause instanceof AccessDeniedException && text != null && text.contains("/")) {
            text = "permission denied";
        }
        return text == null ? cause.getClass().getSimpleName() : Quoting.plain(text, 200);
    }

    private static SsmException failure(IOException cause, String message) {
        return new SsmException(Kind.DATA, Quoting.plain(message, 2000), cause);
    }
}
