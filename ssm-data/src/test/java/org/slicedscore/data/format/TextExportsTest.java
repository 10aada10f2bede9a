package org.slicedscore.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.ReadOptions.Missing;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Refusal;

/** Text as other programs export it: what is read, what is said about it, and what is refused. */
class TextExportsTest {
    private static final ReadOptions DEFAULT = ReadOptions.DEFAULT;
    private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;

    @TempDir
    private Path folder;

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("a.csv"), text.getBytes(charset));
    }

    private Table read(String text, ReadOptions options) throws IOException {
        return DataReader.read(file(text, StandardCharsets.UTF_8).toString(), options);
    }

    private Table read(String text) throws IOException {
        return read(text, DEFAULT);
    }

    private void refused(String text, ReadOptions options, String... parts) throws IOException {
        Path path = file(text, StandardCharsets.UTF_8);
        Refusal.data(() -> DataReader.read(path.toString(), options), parts);
    }

    private static ReadOptions with(String name, String value) {
        return DEFAULT.withFormat(Map.of(name, value));
    }

    private static void assertTable(Table table, List<String> columns, double... values) {
        assertEquals(columns, table.columns());
        assertArrayEquals(values, table.values());
    }

    private static void assertNotes(Table table, String... notes) {
        assertEquals(
                List.of(notes), table.notes().stream().map(Message::toString).toList());
    }

    @Test
    void aHeaderOfNumbersIsNoticed() throws IOException {
        String doubt = "line 1 was taken as data; set header=yes if it names the columns";
        String rows = "0.5,1.25,-2\n1.5,2,0.1\n0.1,0.2,0.3\n3,0.75,2.5\n";
        assertNotes(read("2001,2002,2003\n" + rows), doubt);
        assertNotes(read("0,1,2\n" + rows), doubt);
        assertNotes(read("10,5,20\n0.5,1.5,0.25\n1.5,2.5,0.1\n0.1,0.2,0.3\n"), doubt);
        assertNotes(read("0,1,2\n7,3,0\n1,1,5\n"), doubt);
        assertNotes(read("400.5,401.0,401.5,402.0\n0.1,0.5,0.25,0.5\n0.7,0.1,0.2,0.5\n"), doubt);
        assertNotes(read("1,2,4,8,16,32\n5,3,4,4,1,0\n6,1,4,3,5,2\n"), doubt);
        Table named = read("2001,2002,2003\n" + rows, DEFAULT.withHeader(Header.YES));
        assertEquals(List.of("2001", "2002", "2003"), named.columns());
        assertNotes(named);
        assertNotes(read("2001,2002,2003\n" + rows, DEFAULT.withHeader(Header.YES)));
        assertNotes(read("1,2,3\n2,3,4\n3,4,5\n"));
        assertNotes(read("1,2\n3,4\n5,6\n"));
        assertNotes(read("1,2.5\n3.5,4.5\n5.5,6\n7.1,8.2\n"));
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWithTheirPlace() throws IOException {
        Path two = file("år,är,c\n1,2,3\n", LATIN_1);
        Refusal.data(
                () -> DataReader.read(two.toString(), DEFAULT),
                "a.csv: byte 0: found e5 in line 1 ('år' in Latin-1), expected UTF-8",
                "iconv -f latin1 -t utf8",
                "data.encoding=latin-1");
        assertTable(DataReader.read(two.toString(), with("encoding", "latin-1")), List.of("år", "är", "c"), 1, 2, 3);
        Path euro = file("a,b\n1,2\n\r\n3,€\n", Charset.forName("windows-1252"));
        Refusal.data(
                () -> DataReader.read(euro.toString(), DEFAULT),
                "a.csv: byte 12: found 80 in line 4",
                "iconv -f windows-1252 -t utf8",
                "data.encoding=windows-1252");
        StringBuilder text = new StringBuilder("name,b\n");
        text.append("x,1.5\n".repeat(300_000)).append("Bjørn,2\n");
        Path late = file(text.toString(), LATIN_1);
        Refusal.data(
                () -> DataReader.read(late.toString(), DEFAULT.withColumns("b")),
                "byte " + (7 + 6 * 300_000 + 2),
                "f8 in line 300002 ('Bjørn' in Latin-1)");
        Path cut = Files.write(folder.resolve("a.csv"), new byte[] {'a', '\n', '1', '\n', (byte) 0xc3});
        Refusal.data(() -> DataReader.read(cut.toString(), DEFAULT), "byte 4: found c3 in line 3");
    }

    @Test
    void utf16IsReadByItsMarkOrByTheOption() throws IOException {
        String text = "höjd,b\r\n1,2\r\n3,4\r\n";
        for (Charset side : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path marked = file("\ufeff" + text, side);
            Table table = DataReader.read(marked.toString(), DEFAULT);
            assertTable(table, List.of("höjd", "b"), 1, 2, 3, 4);
            assertNotes(table, "the text is " + side.name());
            Path bare = file(text, side);
            Refusal.data(() -> DataReader.read(bare.toString(), DEFAULT), "UTF-16 text without a byte order mark");
            ReadOptions told = DEFAULT.withFormat(Map.of("format", "csv", "encoding", "utf-16"));
            assertTable(DataReader.read(bare.toString(), told), List.of("höjd", "b"), 1, 2, 3, 4);
        }
    }

    @Test
    void quotesWithinFieldsDoNotHideTheDelimiter() throws IOException {
        ReadOptions columns = DEFAULT.withColumns("a,b");
        String inches = "name,a,b\n5\" pipe,1.5,2\n6\" pipe,7,3\n";
        assertTable(read(inches, columns), List.of("a", "b"), 1.5, 2, 7, 3);
        String broken = "name,a,b\n\"p \"\"0\"\",\nx\",1,2\n\"p \"\"1\"\",\nx\",3,4\n";
        assertTable(read(broken, columns), List.of("a", "b"), 1, 2, 3, 4);
        refused(broken + "y,x,1\n", columns, "line 6, column 2 'a'", "'x'");
        String crlf = broken.replace("\n", "\r\n");
        refused(crlf + "y,x,1\r\n", columns, "line 6, column 2 'a'", "'x'");
        assertTable(read("a;b\n\"1\";\"2\"\n\"x,y\nz\";3\n\"4\";5\n", DEFAULT.withColumns("b")), List.of("b"), 2, 3, 5);
    }

    @Test
    void failuresNameTheDelimiter() throws IOException {
        Path path = file("a;b\n1;2\n", StandardCharsets.UTF_8);
        Refusal.usage(
                () -> DataReader.read(
                        path.toString(), DEFAULT.withDelimiter(',').withColumns("b")),
                "there is no column 'b'",
                "fields separated by ','");
        refused("a;b\n1;2\n", DEFAULT.withDelimiter(','), "'1;2'", "fields are taken to be separated by ','");
        refused("a;b\n1;2\n3;\"4\"x\n", DEFAULT, "line 2: is followed by no valid CSV", "another delimiter than ';'");
    }

    @Test
    void usualWordsAreMissing() throws IOException {
        for (String word : List.of("-nan", "#N/A", ".", "-", "<NA>", "\\N", "None", "n/a", "NULL", "?", "")) {
            Table table = read("a,b\n1,2\n3," + word + "\n5,6\n", DEFAULT.withMissing(Missing.DROP));
            assertTable(table, List.of("a", "b"), 1, 2, 5, 6);
            assertNotes(table, "left out 1 of 3 rows with missing values: column 2 'b' lacks 1 (33 %)");
        }
    }

    @Test
    void moreWordsCanBeMissing() throws IOException {
        String text = "a,b\n1,2\n3,unknown\n-999.0,4\n5,6\n";
        refused(text, DEFAULT, "'unknown'", "or a missing value (an empty cell, NA, ", "-, \\N;", "'missing-words'");
        ReadOptions words = with("missing-words", "Unknown, -999").withMissing(Missing.DROP);
        assertTable(read(text, words), List.of("a", "b"), 1, 2, 5, 6);
        refused(
                text,
                with("missing-words", "unknown").withMissing(Missing.ERROR),
                "line 3, column 2 'b'",
                "'unknown', a missing value");
        refused("a,b\n1,2\n3,x\n", with("missing-words", "unknown"), "\\N, unknown; more words");
    }

    @Test
    void theColumnAtFaultIsNamedOnce() throws IOException {
        ReadOptions drop = DEFAULT.withMissing(Missing.DROP);
        String rows = "1,2\n" + "3,\n".repeat(9) + ",4\n";
        assertNotes(
                read("a,d\n" + rows, drop),
                "left out 10 of 11 rows with missing values: column 2 'd' lacks 9 (82 %); leave the column out "
                        + "with columns=-d");
        refused(
                "a,b\n1,\n,4\n5,\n",
                drop,
                "a missing value in each of its 3 rows: column 2 'b' lacks 2 (67 %)",
                "leave the column out with columns=-b");
    }

    @Test
    void anEmptyLastColumnWithoutANameIsLeftOut() throws IOException {
        String note = "left out an empty last column without a name";
        List<String> names = List.of("a", "b");
        for (String text : List.of(
                "a,b,\n1,2,\n3,4,\n",
                "a,b\n1,2,\n3,4,\n",
                "a,b,\n1,2\n3,4\n",
                "a,b,,\n1,2,,\n3,4,,\n",
                "a,b\n1,2\n3,4,\n")) {
            Table table = read(text);
            assertTable(table, names, 1, 2, 3, 4);
            assertNotes(table, note);
        }
        Table bare = read("1,2,\n3,4,\n");
        assertTable(bare, List.of("x1", "x2"), 1, 2, 3, 4);
        assertNotes(bare, note);
        assertNotes(read("a,b,\n1,2,3\n"));
        refused(
                "a,b,\n1,2,\n3,4,\n7,8,9\n",
                DEFAULT.withMissing(Missing.ERROR),
                "line 2, column 3 'x3'",
                "an empty cell");
        refused("a,b,c\n1,2,\n3,4,\n", DEFAULT.withMissing(Missing.ERROR), "line 2, column 3 'c'", "an empty cell");
    }

    @Test
    void commentsBeforeTheHeaderAreSkipped() throws IOException {
        Table table = read("# from the lab, \"2020\n#\n\na,b\n1,2\n3,4\n");
        assertTable(table, List.of("a", "b"), 1, 2, 3, 4);
        assertNotes(table, "skipped 2 comment lines that begin with #");
        refused("# x\r\n# y\r\na,b\r\n1,2\r\n3,x\r\n", DEFAULT, "line 5, column 2 'b'");
        refused("# x\na b\n1 2\n3 x\n", DEFAULT, "line 4, column 2 'b'");
        Table named = read("# made by numpy\n# length width\n1 2\n3 4\n");
        assertTable(named, List.of("length", "width"), 1, 2, 3, 4);
        assertNotes(named, "the last comment before the data names the columns");
        assertEquals(
                List.of("x1", "x2"),
                read("# a,b\n1,2\n3,4\n", DEFAULT.withHeader(Header.NO)).columns());
        assertTable(read("#,b\n1,2\n3,4\n"), List.of("x1", "x2"), 1, 2, 3, 4);
        assertTable(read("sep=|\na|b\n1|2\n"), List.of("a", "b"), 1, 2);
        refused(
                "from the lab\na,b,c\n1,2,3\n4,5,6\n",
                DEFAULT,
                "line 1",
                "'from the lab' and so 1 field",
                "expected 3",
                "#");
    }

    @Test
    void unitsAfterTheHeaderAreLeftOut() throws IOException {
        Table table = read("t,x,name\n[s],[m],\n1,2,p\n3,4,q\n", DEFAULT.withColumns("t,x"));
        assertTable(table, List.of("t", "x"), 1, 2, 3, 4);
        assertNotes(table, "line 2 was taken as units: [s], [m], ");
        assertNotes(read("t,x\ns,m\n1,2\n3,4\n"), "line 2 was taken as units: s, m");
        refused("t,x\nbad,1\n1,2\n3,4\n", DEFAULT, "line 2, column 1 't'", "'bad'");
        refused("t\nbad\n1\n3\n", DEFAULT, "line 2, column 1 't'", "'bad'");
        refused("t,x\n-,-\n1,2\n3,4\n", DEFAULT.withMissing(Missing.ERROR), "line 2, column 1 't'", "a missing value");
    }

    @Test
    void decimalCommasAreFoundOutOrSet() throws IOException {
        String note = "numbers are read with decimal commas (data.decimal=point if they are not)";
        Table table = read("a;b;c\n-0,5;1,25e1;3\n4;,5;6,0\n");
        assertTable(table, List.of("a", "b", "c"), -0.5, 12.5, 3, 4, 0.5, 6);
        assertNotes(table, note);
        assertTable(read("1,5\t2,25\n3,5\t4\n"), List.of("x1", "x2"), 1.5, 2.25, 3.5, 4);
        assertTable(read("1,5;2,5\n3,5;4,5\n"), List.of("x1", "x2"), 1.5, 2.5, 3.5, 4.5);
        assertTable(read("a,b\n\"1,5\",\"2,5\"\n"), List.of("a", "b"), 1.5, 2.5);
        assertTable(read("a;b\n1;2\n", with("decimal", "comma")), List.of("a", "b"), 1, 2);
        Table labels = read("a;y\n1,5;2,5\n2,5;3\n", DEFAULT.withLabel("y"));
        assertTrue(labels.labels().numeric());
        assertEquals(2.5, labels.labels().number(0));
        refused("a;b\n1,5;2\n3,5;0.5\n", DEFAULT, "line 2, column 1 'a'", "'1,5'", "data.decimal=comma");
        refused("a;b\n1,5;2\n3,5;0.5\n", with("decimal", "comma"), "line 3, column 2 'b'", "'0.5'", "decimal comma");
    }

    @Test
    void separatorsBetweenThousandsAreRefused() throws IOException {
        refused("a;b\n1.234,56;2\n3;4,5\n", DEFAULT, "'1.234,56'", "a number without separators between its thousands");
        refused("a,b\n\"1,234.5\",2\n3,4.5\n", DEFAULT, "'1,234.5'", "without separators between its thousands");
        refused("a,b\n\"1,234\",2\n3,4.5\n", DEFAULT, "'1,234'", "without separators between its thousands");
        refused("a;b\n1.234;2\n3;4,5\n", DEFAULT, "'1.234'", "without separators between its thousands");
        refused("a;b\n1 234,5;2\n3;4\n", DEFAULT, "'1 234,5'", "without separators between its thousands");
        refused("a,b\n1'234.5,2\n3,4.5\n", DEFAULT, "'1'234.5'", "without separators between its thousands");
        refused("a;b\n1,234;2\n3,567;4\n", DEFAULT, "'1,234'", "data.decimal=comma");
        assertTable(read("a;b\n1,234;2\n3,567;4\n", with("decimal", "comma")), List.of("a", "b"), 1.234, 2, 3.567, 4);
        assertFalse(read("a\tb\n1.234\t2\n3.567\t4\n").notes().stream()
                .anyMatch(n -> n.toString().contains("comma")));
    }
}
