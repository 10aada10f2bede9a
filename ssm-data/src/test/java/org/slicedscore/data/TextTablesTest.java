package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.ReadOptions.Missing;
import org.slicedscore.data.io.ByteSourceTest;
import org.slicedscore.data.io.Refusal;

class TextTablesTest {
    private static final ReadOptions DEFAULT = ReadOptions.DEFAULT;

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Table read(String text) throws IOException {
        return read(text, DEFAULT);
    }

    private Table read(String text, ReadOptions options) throws IOException {
        return DataReader.read(file("a.csv", text).toString(), options);
    }

    private void refused(String text, String... parts) throws IOException {
        refused(text, DEFAULT, parts);
    }

    private void refused(String text, ReadOptions options, String... parts) throws IOException {
        Path path = file("a.csv", text);
        String[] all = Arrays.copyOf(parts, parts.length + 1);
        all[parts.length] = "a.csv";
        Refusal.data(() -> DataReader.read(path.toString(), options), all);
    }

    private static void assertTable(Table table, List<String> columns, double... values) {
        assertEquals(columns, table.columns());
        assertArrayEquals(values, table.values());
    }

    @Test
    void delimitersAreFoundOut() throws IOException {
        assertTable(read("a,b\n1,2\n3,4\n"), List.of("a", "b"), 1, 2, 3, 4);
        assertTable(read("a;b\n1;2\n3;4\n"), List.of("a", "b"), 1, 2, 3, 4);
        assertTable(read("a\tb\r\n1\t2\r\n3\t4"), List.of("a", "b"), 1, 2, 3, 4);
        assertTable(read("a|b\n1|2\n"), List.of("a", "b"), 1, 2);
        assertTable(read("  a   b\n 1 \t 2\n\n3 4  \n"), List.of("a", "b"), 1, 2, 3, 4);
        assertTable(read("x\n1\n2\n"), List.of("x"), 1, 2);
        assertTable(read("1, 2\n3, 4\n"), List.of("x1", "x2"), 1, 2, 3, 4);
        assertTable(read("1\t2\n", DEFAULT.withDelimiter(ReadOptions.delimiter("tab"))), List.of("x1", "x2"), 1, 2);
    }

    @Test
    void quotesBomAndLineEnds() throws IOException {
        assertTable(
                read("\ufeff\"fixed; \"\"acid\"\"\";\"b\nc\"\r\n\"1.5\";-2e3\r\n"),
                List.of("fixed; \"acid\"", "b\nc"),
                1.5,
                -2000);
        assertTable(read("\ufeff1,2\n"), List.of("x1", "x2"), 1, 2);
        assertTable(read("\ufeffa b\n1 2\n"), List.of("a", "b"), 1, 2);
    }

    @Test
    void headers() throws IOException {
        assertTable(read("1,2\n3,4\n"), List.of("x1", "x2"), 1, 2, 3, 4);
        assertTable(read("2010,2011\n3,4\n", DEFAULT.withHeader(Header.YES)), List.of("2010", "2011"), 3, 4);
        assertTable(read("a,\n3,4\n"), List.of("a", "x2"), 3, 4);
        refused("a,b\n3,4\n", DEFAULT.withHeader(Header.NO), "line 1, column 1 'x1'", "'a'", "header=yes");
        refused("a,b,a\n1,2,3\n", "line 1, column 3", "'a'", "column 1 has that name already");
        refused("a,b\n", "a header and no rows");
        refused("\n\n  \n", "only empty lines");
        // Numbers and a name in one line are data: the last column here is a label.
        Table iris = read("5.1,3.5,setosa\n4.9,3.0,virginica\n", DEFAULT.withLabel("3"));
        assertTable(iris, List.of("x1", "x2"), 5.1, 3.5, 4.9, 3.0);
        assertEquals("virginica", iris.labels().text(1));
    }

    /** For programs that show the place. */
    @Test
    void aRefusalKnowsLineAndColumn() {
        assertPlace(3, 2, () -> read("a,b\n1,2\n3\n"));
        assertPlace(1, 1, () -> read("a,b\n3,4\n", DEFAULT.withHeader(Header.NO)));
    }

    private static void assertPlace(long line, int column, Executable reading) {
        SsmException e = assertThrows(SsmException.class, reading);
        Subject.Cell cell =
                assertInstanceOf(Subject.Cell.class, e.problem().subject().orElseThrow());
        assertEquals(line, cell.line());
        assertEquals(column, cell.column().index());
    }

    @Test
    void raggedRows() throws IOException {
        refused(
                "a,b,c\n1,2,3\n4,5\n",
                "line 3, column 3 'c'",
                "2 fields",
                "expected 3 as in line 1, the header",
                "setting 'delimiter'");
        refused("a,b\n1,2\n4,5,6\n", "line 3, column 3", "'6'", "3 fields, expected 2");
        refused("1 2 3\n4 5\n", "line 2, column 3 'x3'", "space");
        refused("a,b\n1,2\n4,\"5\n6,7\n", "line 2: is followed by", "no valid CSV", "double quotes");
        refused("a,b\n1,2\n4,\"5\"x\n", "line 2: is followed by", "closing quote");
        assertTable(read(" \na,b\n1,2\n\n   \n3,4\n\n"), List.of("a", "b"), 1, 2, 3, 4);
        assertTable(read("a\n1\n \n2\n"), List.of("a"), 1, Double.NaN, 2);
    }

    @Test
    void textInANumberColumn() throws IOException {
        refused(
                "a,pH\n1,2\n3,abc\n",
                "line 3, column 2 'pH'",
                "'abc'",
                "expected a number",
                "columns=-pH",
                "kind=pH=categorical",
                "label=pH");
        for (String text : List.of("1d", "0x1p3", "1f", "1e", "--1", "1 2", "1_000", "١", "e5", "+")) {
            refused("a,b\n1,2\n3," + text + "\n", "line 3, column 2 'b'", "expected a number");
        }
        refused("a,b\n1,2\n3,\"x\ny\"\n", "'x\\ny'");
        refused("a,b\n1,2\n3," + "z".repeat(500) + "\n", "zzz…'");
    }

    @Test
    void columnsThatAreNotUsedMayHoldAnything() throws IOException {
        Table table = read("id,a,b\nfoo,1,\nbar,2,x\n", DEFAULT.withColumns("a"));
        assertTable(table, List.of("a"), 1, 2);
        Table labelled = read("a,kind\n1,red\n2,\n", DEFAULT.withLabel("kind"));
        assertEquals("red", labelled.labels().text(0));
        assertEquals("", labelled.labels().text(1));
        assertTrue(read("a,k\n1,0\n2,1\n", DEFAULT.withLabel("2")).labels().numeric());
        assertNull(read("a,k\n1,0\n", DEFAULT.withLabel("none")).labels());
    }

    @Test
    void missingAndInfiniteValues() throws IOException {
        ReadOptions strict = DEFAULT.withMissing(Missing.ERROR);
        refused("a,b\n1,2\n,4\n", strict, "line 3, column 1 'a'", "an empty cell", "missing=learn", "missing=drop");
        for (String word : List.of("NaN", "nan", "NA", "n/a", "?", "null")) {
            refused("a,b\n1,2\n3," + word + "\n", strict, "line 3, column 2 'b'", word, "missing value");
            assertTable(read("a,b\n1,2\n3," + word + "\n"), List.of("a", "b"), 1, 2, 3, Double.NaN);
        }
        for (String word : List.of("inf", "-Infinity", "1e999")) {
            refused("a,b\n1,2\n3," + word + "\n", "line 3, column 2 'b'", word, "finite");
            refused("a,b\n1,2\n3," + word + "\n", DEFAULT.withMissing(Missing.DROP), "finite");
        }
        Table table = read("a,b\n1,2\n,4\n5,NA\n7,8\n", DEFAULT.withMissing(Missing.DROP));
        assertTable(table, List.of("a", "b"), 1, 2, 7, 8);
        assertArrayEquals(new int[] {0, 3}, table.origin());
        assertEquals(
                List.of("left out 2 of 4 rows with missing values: column 1 'a' lacks 1 (25 %)"),
                table.notes().stream().map(Message::toString).toList());
        refused("a,b\n1,\n,4\n", DEFAULT.withMissing(Missing.DROP), "each of its 2 rows");
    }

    @Test
    void filesThatAreNoTables() throws IOException {
        Refusal.data(() -> DataReader.read(folder.resolve("no.csv").toString(), DEFAULT), "no.csv", "no such file");
        Refusal.data(() -> DataReader.read(folder.toString(), DEFAULT), "is a folder");
        refused("", "is empty");
        Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0x89, 'H', 'D', 'F', 0, 0});
        Refusal.data(() -> DataReader.read(folder.resolve("b.csv").toString(), DEFAULT), "b.csv", "HDF5", "CSV");
        Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 1, 0, 2, 0});
        Refusal.data(() -> DataReader.read(folder.resolve("b.csv").toString(), DEFAULT), "UTF-16");
        Files.write(folder.resolve("b.csv"), new byte[] {'a', ',', 'b', '\n', 0, 1});
        Refusal.data(() -> DataReader.read(folder.resolve("b.csv").toString(), DEFAULT), "byte 4", "zero byte");
        Files.write(folder.resolve("b"), new byte[] {'P', 'A', 'R', '1', 0, 1});
        Refusal.data(() -> DataReader.read(folder.resolve("b").toString(), DEFAULT), "Parquet");
    }

    @Test
    void gzipGoesByItsBytesAndAgreesWithTheName() throws IOException {
        byte[] zipped = ByteSourceTest.gzip("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        Path named = Files.write(folder.resolve("c.csv.gz"), zipped);
        assertTable(DataReader.read(named.toString(), DEFAULT), List.of("a", "b"), 1, 2);
        Path bare = Files.write(folder.resolve("c"), zipped);
        assertTable(DataReader.read(bare.toString(), DEFAULT), List.of("a", "b"), 1, 2);
        Path plain = Files.write(folder.resolve("d.csv"), zipped);
        Refusal.data(() -> DataReader.read(plain.toString(), DEFAULT), "d.csv", "gzip", "rename it to d.csv.gz");
        Path not = file("e.csv.gz", "a,b\n1,2\n");
        Refusal.data(() -> DataReader.read(not.toString(), DEFAULT), "e.csv.gz", "not gzip", "61 2c");
        byte[] rows = "1,2\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        byte[] long1 = ByteSourceTest.gzip(rows);
        Path cut = Files.write(folder.resolve("f.csv.gz"), Arrays.copyOf(long1, long1.length - 20));
        Refusal.data(() -> DataReader.read(cut.toString(), DEFAULT), "f.csv.gz", "truncated");
    }

    @Test
    void standardInput() {
        DataReader reader = new DataReader(new ByteArrayInputStream("1 2\n3 4\n".getBytes(StandardCharsets.UTF_8)));
        assertTable(reader.read(DataSource.parse("-"), DEFAULT), List.of("x1", "x2"), 1, 2, 3, 4);
        DataReader empty = new DataReader(new ByteArrayInputStream(new byte[0]));
        Refusal.data(() -> empty.read(DataSource.parse("-"), DEFAULT), "standard input: is empty");
        DataReader bad = new DataReader(new ByteArrayInputStream("1 2\n3 x\n".getBytes(StandardCharsets.UTF_8)));
        Refusal.data(() -> bad.read(DataSource.parse("-"), DEFAULT), "standard input: line 2, column 2");
    }

    @Test
    void aLongFileKeepsItsLineNumbers() throws IOException {
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 40_000; i++) {
            text.append(i % 1000)
                    .append(",")
                    .append(i * 0.5)
                    .append(",")
                    .append(-i % 999)
                    .append('\n');
        }
        Table table = read(text.toString());
        assertEquals(40_000, table.rows());
        assertEquals(19_999.5, table.at(39_999, 1));
        refused(text + "1,2\n", "line 40002, column 3 'c'");
    }
}
