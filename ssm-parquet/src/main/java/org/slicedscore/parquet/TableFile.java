package org.slicedscore.parquet;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.error.Problem;

/**
 * A file of a table.
 *
 * @param name its name in messages
 * @param prefix what stands before the number of a row in messages; empty if the table is this file alone
 * @param file opens it for reading anywhere in it
 */
record TableFile(String name, String prefix, Supplier<InputFile> file) {
    /** The most bytes that an array holds. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    /** The files of an input, at least one. */
    static List<TableFile> of(RowInput input) {
        if (input.file().isPresent()) {
            Path path = input.file().get();
            return List.of(new TableFile(input.name(), "", () -> InputFile.of(path)));
        }
        if (input.files().isEmpty()) {
            ByteBuffer bytes = bytes(input);
            return List.of(new TableFile(input.name(), "", () -> InputFile.of(bytes)));
        }
        List<TableFile> parts = new ArrayList<>();
        for (Path path : input.files()) {
            check(input.name(), path);
            parts.add(new TableFile(path.toString(), path.getFileName() + ", ", () -> InputFile.of(path)));
        }
        return parts;
    }

    private static void check(String folder, Path path) {
        if (Files.isDirectory(path)) {
            throw Problem.data(folder)
                    .found("the folder '%s' in it", path.getFileName())
                    .expected("files in Parquet alone: what the names of folders say is not read")
                    .remedy("name one of the folders in it, or write the table without partitions")
                    .exception();
        }
        if (!path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ParquetFormat.ENDING)) {
            throw Problem.data(folder)
                    .found("the file '%s' in it", path.getFileName())
                    .expected("files that end in %s alone", ParquetFormat.ENDING)
                    .remedy("move it elsewhere")
                    .exception();
        }
    }

    /** All bytes of a stream: what a file holds is known by its end. */
    private static ByteBuffer bytes(RowInput input) {
        try {
            byte[] bytes = input.stream().readNBytes(MOST);
            if (bytes.length == MOST) {
                throw Problem.data(input.name())
                        .found("2147483639 bytes or more that are not a plain file")
                        .expected("fewer")
                        .remedy("name the uncompressed file itself")
                        .exception();
            }
            return ByteBuffer.wrap(bytes);
        } catch (IOException e) {
            throw Problem.data(input.name())
                    .says("cannot be read (%s)", ParquetErrors.oneLine(e))
                    .remedy("copy or download it again")
                    .exception(e);
        }
    }
}
