package org.slicedscore.cli.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.ByteSource;
import org.slicedscore.data.io.NdArray;
import org.slicedscore.data.io.Npy;
import org.slicedscore.data.io.Npz;

class OutputTest {
    private static final List<OutputColumn> COLUMNS =
            List.of(OutputColumn.count("row"), OutputColumn.number("log_density"), OutputColumn.number("score, first"));

    private static String write(RowFormat format) {
        return write(format, new ByteArrayOutputStream()).toString(StandardCharsets.UTF_8);
    }

    private static ByteArrayOutputStream write(RowFormat format, ByteArrayOutputStream out) {
        RowWriter writer = format.writer(out, COLUMNS, 2);
        writer.row(new double[] {0, -1.5, 2});
        writer.row(new double[] {7, Double.NaN, 1e-20});
        writer.finish();
        return out;
    }

    @Test
    void textIsSeparatedAndQuoted() {
        assertEquals("row,log_density,\"score, first\"\n0,-1.5,2.0\n7,NaN,1.0E-20\n", write(RowFormat.CSV));
        assertEquals("row\tlog_density\tscore, first\n0\t-1.5\t2.0\n7\tNaN\t1.0E-20\n", write(RowFormat.TSV));
    }

    @Test
    void jsonLinesHaveNoNumbersThatJsonLacks() {
        assertEquals("""
                {"row":0,"log_density":-1.5,"score, first":2.0}
                {"row":7,"log_density":null,"score, first":1.0E-20}
                """, write(RowFormat.JSONL));
    }

    @Test
    void arraysAreReadBackByOurOwnReader(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("a.npy"),
                write(RowFormat.NPY, new ByteArrayOutputStream()).toByteArray());
        try (ByteSource source = ByteSource.file(file)) {
            NdArray array = Npy.read(source.input());
            assertArrayEquals(new int[] {2, 3}, array.shape());
            assertArrayEquals(new double[] {0, -1.5, 2, 7, Double.NaN, 1e-20}, array.values());
        }
    }

    @Test
    void formatsAreFoundByNameAndByFile() {
        assertEquals(RowFormat.NPY, format("a/b.NPY", null));
        assertEquals(RowFormat.TSV, format("b.tsv.gz", null));
        assertEquals(RowFormat.JSONL, format("rows", RowFormat.JSONL));
        assertEquals(RowFormat.NPZ, format("-", RowFormat.NPZ));
        assertEquals(RowFormat.CSV, RowOutput.of(null, null, false).format());
        for (String unknown : List.of("npy", "rows.json", "rows.gz", "rows.csv.zip", ".csv~")) {
            assertEquals(
                    "out=" + unknown
                            + ": the ending names no format, expected .csv, .tsv, .npy, .npz, .jsonl, each also "
                            + "with .gz; rename the file, or choose the format with setting 'format'",
                    message(unknown, null));
        }
        assertEquals(
                "out=a.csv.gz: the name says csv, but the options say npy; change one of the two",
                message("a.csv.gz", RowFormat.NPY));
        assertEquals(
                "setting 'format': there is no format 'cvs'; did you mean 'csv'? (valid: csv, jsonl, npy, npz, tsv)",
                assertThrows(SsmException.class, () -> RowFormat.of("cvs")).getMessage());
    }

    private static RowFormat format(String file, RowFormat asked) {
        return RowOutput.of(Path.of(file), asked, false).format();
    }

    private static String message(String file, RowFormat asked) {
        return assertThrows(SsmException.class, () -> format(file, asked)).getMessage();
    }

    @Test
    void archivesHoldTheRowsAndTheNamesOfTheColumns(@TempDir Path folder) throws IOException {
        byte[] bytes = write(RowFormat.NPZ, new ByteArrayOutputStream()).toByteArray();
        assertArrayEquals(
                bytes, write(RowFormat.NPZ, new ByteArrayOutputStream()).toByteArray());
        Path file = Files.write(folder.resolve("a.npz"), bytes);
        try (ByteSource source = ByteSource.file(file);
                Npz npz = Npz.open(source)) {
            assertEquals(List.of("X", "columns"), npz.names());
            assertArrayEquals(
                    new double[] {0, -1.5, 2, 7, Double.NaN, 1e-20},
                    npz.read("X").values());
        }
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream names = zip.getInputStream(zip.getEntry("columns.npy"))) {
            String text = new String(names.readAllBytes(), StandardCharsets.ISO_8859_1).replace("\0", "");
            assertTrue(text.contains("'descr': '<U12'") && text.contains("'shape': (3,)"), text);
            assertTrue(text.endsWith("rowlog_densityscore, first"), text);
        }
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void aReaderThatLeftIsNoFailureButAFullDiskIs() {
        ResultStream left = new ResultStream(failing("Broken pipe"));
        left.println("x");
        assertThrows(ClosedOutputException.class, left::flush);
        left.flush();
        ResultStream full = new ResultStream(failing("No space left on device"));
        full.println("x");
        assertEquals(
                "standard output: cannot be written: No space left on device",
                assertThrows(SsmException.class, full::flush).getMessage());
    }

    @Test
    void progressIsRedrawnOnATerminalAndSilentWhenQuiet() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ResultStream(failing("unused")), new PrintStream(err, true), true);
        try (ProgressLine line = console.progress()) {
            line.update(0.5, () -> "half");
            console.note("news");
        }
        assertEquals("\r[##########..........] half", err.toString().substring(0, 28));
        assertEquals("\r\u001b[Knews\n", err.toString().substring(err.toString().lastIndexOf('\r')));
        err.reset();
        console.level(Console.Level.QUIET);
        try (ProgressLine line = console.progress()) {
            line.update(0.5, () -> "half");
            console.note("news");
        }
        assertEquals("", err.toString());
    }

    @Test
    void tablesAlignNumbersToTheRight() {
        assertEquals(
                List.of("a     -1.5", "long    12"),
                new TextTable().row("a", "-1.5").row("long", "12").lines());
    }
}
