package org.slicedscore.cli.verb;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;

/** Files that rows are written to. */
final class RowFiles {
    private RowFiles() {}

    /** A file appears whole or not at all; what is no file (a device, a named pipe) is written to as it is. */
    static void write(Path path, AtomicFiles.Content content) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
                try (OutputStream out = Files.newOutputStream(path)) {
                    content.writeTo(out);
                }
            } else {
                AtomicFiles.write(path, content);
            }
        } catch (UncheckedIOException e) {
            throw IoErrors.writing(path, e.getCause());
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        }
    }
}
