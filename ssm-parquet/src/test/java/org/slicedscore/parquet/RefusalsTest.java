package org.slicedscore.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

class RefusalsTest {
    private static final ReadOptions DEFAULT = ReadOptions.DEFAULT;

    @TempDir
    private Path folder;

    private static void contains(String message, String... parts) {
        assertFalse(message.contains("\n"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected <" + part + "> in: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "place, column 2 'place': found columns nested in it: a\\, b",
        "tags, column 3 'tags': found a list in each cell",
        "props, column 4 'props': found a map in each cell",
        "raw, column 5 'raw': found bytes that are not marked as text"
    })
    void columnsThatAreNoCellsAreRefusedByName(String column, String found) {
        String message = TestFiles.refusal("nested.parquet", DEFAULT.withColumns("x," + column));
        contains(
                message,
                "DATA",
                "nested.parquet: " + found.replace("\\", ""),
                "expected",
                "leave it out",
                "-" + column);
    }

    @Test
    void otherColumnsOfSuchAFileAreRead() {
        Table table = TestFiles.read("nested.parquet", DEFAULT.withColumns("-place,-tags,-props,-raw,-b"));
        assertEquals(
                "[x, a.b]",
                table.schema().inputs().stream().map(c -> c.name()).toList().toString());
        assertEquals(2.5, table.at(3, 1));
    }

    @Test
    void aColumnIsNotTakenForThePartOfAnother() {
        assertEquals(
                7, TestFiles.read("nested.parquet", DEFAULT.withColumns("b")).at(0, 0));
    }

    @Test
    void aListWithoutAGroupIsRefused() {
        contains(TestFiles.refusal("int96.parquet", DEFAULT.withColumns("seen,marks")), "'marks': found a list");
    }

    @Test
    void whatIsNotReadDoesNotMatter() throws IOException {
        byte[] bytes = TestFiles.bytes("small.parquet");
        Path file = folder.resolve("broken.parquet");
        // The header of the first page, which is x's.
        Arrays.fill(bytes, 4, 20, (byte) 0xff);
        Files.write(file, bytes);
        assertEquals(2, TestFiles.read(file, DEFAULT.withColumns("n")).at(2, 0));
        contains(TestFiles.refusal(file, DEFAULT.withColumns("x,n")), "broken.parquet: column 1 'x': cannot be read");
    }

    @Test
    void aFileThatIsCutIsRefused() throws IOException {
        byte[] bytes = TestFiles.bytes("mixed.parquet");
        Path file = folder.resolve("cut.parquet");
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        contains(TestFiles.refusal(file, DEFAULT), "cut.parquet: truncated", "PAR1", "copy or download it again");
        byte[] holed = Arrays.copyOf(bytes, bytes.length);
        Arrays.fill(holed, 8000, 12000, (byte) 7);
        Files.write(file, holed);
        contains(TestFiles.refusal(file, DEFAULT), "cut.parquet: column ", "cannot be read");
    }

    @Test
    void aFileThatIsNoParquetIsRefused() throws IOException {
        Path file = folder.resolve("no.parquet");
        Files.writeString(file, "a,b\n1,2\n", StandardCharsets.UTF_8);
        contains(TestFiles.refusal(file, DEFAULT), "no.parquet: named as Parquet");
        Path other = folder.resolve("renamed.csv");
        Files.write(other, TestFiles.bytes("small.parquet"));
        contains(TestFiles.refusal(other, DEFAULT), "renamed.csv: named as", "Parquet");
    }

    @Test
    void compressionThatCannotBeUndoneIsRefused() {
        contains(
                TestFiles.refusal("brotli.parquet", DEFAULT),
                "column 1 'x': found compression by BROTLI",
                "SNAPPY",
                "write it again");
    }

    @Test
    void noRowsAndInfiniteNumbersAreRefused() {
        contains(TestFiles.refusal("empty.parquet", DEFAULT), "empty.parquet", "no rows");
        contains(
                TestFiles.refusal("infinite.parquet", DEFAULT),
                "infinite.parquet: row 5, column 2 'y': found 'Infinity'");
    }

    @Test
    void filesOfAFolderHaveTheSameColumns() throws IOException {
        Files.write(folder.resolve("1.parquet"), TestFiles.bytes("small.parquet"));
        Files.write(folder.resolve("2.parquet"), TestFiles.bytes("other.parquet"));
        contains(
                TestFiles.refusal(folder, DEFAULT.withColumns("x,n")),
                "2.parquet: column 1 'x': found text, expected numbers, as in",
                "1.parquet");
        assertEquals(4, TestFiles.read(folder, DEFAULT.withColumns("n")).rows());
        Files.write(folder.resolve("2.parquet"), TestFiles.bytes("lz4.parquet"));
        contains(TestFiles.refusal(folder, DEFAULT), "2.parquet: lacks the column 'n', which", "1.parquet has");
    }

    @Test
    void aFolderHoldsNothingElse() throws IOException {
        contains(TestFiles.refusal(folder, DEFAULT), "is a folder, expected a file");
        Files.write(folder.resolve("1.parquet"), TestFiles.bytes("small.parquet"));
        Files.createDirectory(folder.resolve("_temporary"));
        Files.writeString(folder.resolve(".1.parquet.crc"), "x");
        assertEquals(3, TestFiles.read(folder, DEFAULT).rows());
        Path notes = Files.writeString(folder.resolve("notes.txt"), "x");
        contains(TestFiles.refusal(folder, DEFAULT), "found the file 'notes.txt' in it");
        Files.delete(notes);
        Files.createDirectory(folder.resolve("year=2024"));
        contains(TestFiles.refusal(folder, DEFAULT), "found the folder 'year=2024' in it", "partitions");
    }

    @Test
    void aFolderOfTextIsRefusedAndSaysWhatFoldersAreFor() throws IOException {
        Files.writeString(folder.resolve("1.csv"), "a,b\n1,2\n");
        contains(TestFiles.refusal(folder, DEFAULT), "is a folder, expected a file, or a folder of files in Parquet");
    }

    @Test
    void aPlaceNamesTheFile() throws IOException {
        Files.write(folder.resolve("1.parquet"), TestFiles.bytes("small.parquet"));
        Files.write(folder.resolve("2.parquet"), TestFiles.bytes("small.parquet"));
        String message = TestFiles.refusal(
                folder, DEFAULT.withKinds(java.util.Map.of("w", org.slicedscore.data.schema.Kind.NUMBER)));
        contains(message, ": 1.parquet, row 1, column 3 'w': found 'u'");
    }
}
