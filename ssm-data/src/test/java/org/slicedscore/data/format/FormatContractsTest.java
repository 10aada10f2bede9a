package org.slicedscore.data.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.DataFormat.Sample;
import org.slicedscore.data.io.NpyTest;
import org.slicedscore.testkit.DataFormatContract;

/** The contract of file formats, for all that ship. */
class FormatContractsTest {
    private static final double[][] ROWS = {{1, 2.5}, {-3, 1e-3}, {5, 6}};
    private static final List<String> NUMBERED = List.of("x1", "x2");

    private static Sample text(String fileName, String text, List<String> columns, double[][] rows) {
        return new Sample(fileName, text.getBytes(StandardCharsets.UTF_8), columns, rows);
    }

    private static byte[] npy(boolean fortran, String shape, double... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return NpyTest.npy(1, "'<f8'", fortran, shape, data.array());
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Nested
    class OfDelimitedText extends DataFormatContract {
        @Override
        protected DataFormat format() {
            return new DelimitedText();
        }

        @Override
        protected List<Sample> samples() {
            return List.of(
                    text("names.csv", "a,\"b, too\"\n1,2.5\n-3,1e-3\n5,6\n", List.of("a", "b, too"), ROWS),
                    text("numbers.tsv", "1\t2.5\n-3\t1e-3\n5\t6", NUMBERED, ROWS),
                    text("spaces.txt", "  1   2.5\n -3  1e-3\r\n  5     6\n", NUMBERED, ROWS),
                    text("gaps.csv", "a;b\n1;\n\n;word\n", List.of("a", "b"), new double[][] {
                        {1, Double.NaN}, {Double.NaN, Double.NaN}
                    }),
                    text("one.csv", "7\n", List.of("x1"), new double[][] {{7}}));
        }
    }

    @Nested
    class OfNpy extends DataFormatContract {
        @Override
        protected DataFormat format() {
            return new NpyFormat();
        }

        @Override
        protected List<Sample> samples() {
            return List.of(
                    new Sample("rows.npy", npy(false, "(3, 2)", 1, 2.5, -3, 1e-3, 5, 6), NUMBERED, ROWS),
                    new Sample("columns.npy", npy(true, "(3, 2)", 1, -3, 5, 2.5, 1e-3, 6), NUMBERED, ROWS),
                    new Sample("one.npy", npy(false, "(1,)", 7), List.of("x1"), new double[][] {{7}}));
        }
    }

    @Nested
    class OfNpz extends DataFormatContract {
        @Override
        protected DataFormat format() {
            return new NpzFormat();
        }

        @Override
        protected List<Sample> samples() {
            byte[] x = npy(false, "(3, 2)", 1, 2.5, -3, 1e-3, 5, 6);
            Map<String, byte[]> labelled = new TreeMap<>(Map.of("X.npy", x, "y.npy", npy(false, "(3,)", 0, 1, 0)));
            return List.of(
                    new Sample("one.npz", zip(Map.of("rows.npy", x)), NUMBERED, ROWS),
                    new Sample("labelled.npz", zip(labelled), List.of("x1", "x2", "y"), new double[][] {
                        {1, 2.5, 0}, {-3, 1e-3, 1}, {5, 6, 0}
                    }));
        }
    }

    @Nested
    class OfIdx extends DataFormatContract {
        @Override
        protected DataFormat format() {
            return new IdxFormat();
        }

        @Override
        protected List<Sample> samples() {
            byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, -1, 3, 4};
            byte[] labels = {0, 0, 8, 1, 0, 0, 0, 3, 5, 6, 7};
            return List.of(
                    new Sample("two-images-idx3-ubyte", images, NUMBERED, new double[][] {{1, 255}, {3, 4}}),
                    new Sample("three-labels-idx1-ubyte", labels, List.of("x1"), new double[][] {{5}, {6}, {7}}));
        }
    }
}
