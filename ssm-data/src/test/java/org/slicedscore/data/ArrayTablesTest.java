package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.ReadOptions.Missing;
import org.slicedscore.data.io.ByteSourceTest;
import org.slicedscore.data.io.NpyTest;
import org.slicedscore.data.io.Refusal;

class ArrayTablesTest {
    private static final ReadOptions DEFAULT = ReadOptions.DEFAULT;

    @TempDir
    Path folder;

    private static byte[] npy(String shape, double... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return NpyTest.npy(1, "'<f8'", false, shape, data.array());
    }

    private static byte[] zip(boolean stored, Object... namesAndBytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                byte[] data = (byte[]) namesAndBytes[i + 1];
                ZipEntry entry = new ZipEntry((String) namesAndBytes[i]);
                if (stored) {
                    CRC32 crc = new CRC32();
                    crc.update(data);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(data.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(data);
            }
        }
        return bytes.toByteArray();
    }

    private Table read(String name, byte[] bytes, ReadOptions options) throws IOException {
        return DataReader.read(Files.write(folder.resolve(name), bytes).toString(), options);
    }

    @Test
    void shapesBecomeRowsAndColumns() throws IOException {
        Table matrix = read("a.npy", npy("(2, 3)", 1, 2, 3, 4, 5, 6), DEFAULT);
        assertEquals(List.of("x1", "x2", "x3"), matrix.columns());
        assertEquals(6, matrix.at(1, 2));
        assertEquals(1, read("a.npy", npy("(3,)", 1, 2, 3), DEFAULT).dim());
        assertEquals(4, read("a.npy", npy("(1, 2, 2)", 1, 2, 3, 4), DEFAULT).dim());
        assertEquals(
                Optional.of(new ImageGrid(2, 1, 1)),
                read("a.npy", npy("(1, 2, 1)", 1, 2), DEFAULT).image());
        assertEquals(
                Optional.of(new ImageGrid(1, 1, 2)),
                read("a.npy", npy("(1, 1, 1, 2)", 1, 2), DEFAULT).image());
        assertEquals(
                Optional.empty(),
                read("a.npy", npy("(1, 1, 1, 5)", 1, 2, 3, 4, 5), DEFAULT).image());
        assertEquals(
                Optional.empty(), read("a.npy", npy("(1, 2)", 1, 2), DEFAULT).image());
        assertEquals(
                Optional.empty(),
                read("a.npy", npy("(1, 2, 1)", 1, 2), DEFAULT.withColumns("1")).image());
        Refusal.data(() -> read("a.npy", npy("()", 1), DEFAULT), "a.npy", "[]", "[rows, columns]");
        Refusal.data(() -> read("a.npy", npy("(0, 3)"), DEFAULT), "[0, 3]", "at least one number");
        Refusal.data(() -> read("a.npy", npy("(3, 0)"), DEFAULT), "[3, 0]");
    }

    @Test
    void columnsAndLabelsOfAMatrix() throws IOException {
        byte[] bytes = npy("(2, 3)", 1, 2, 3, 4, 5, 6);
        Table table = read("a.npy", bytes, DEFAULT.withLabel("x3"));
        assertArrayEquals(new double[] {1, 2, 4, 5}, table.values());
        assertEquals("6", table.labels().text(1));
        assertArrayEquals(
                new double[] {3, 6},
                read("a.npy", bytes, DEFAULT.withColumns("-1-2")).values());
        Refusal.usage(() -> read("a.npy", bytes, DEFAULT.withColumns("x4")), "'x4'");
        Refusal.usage(() -> read("a.npy", bytes, DEFAULT.withHeader(Header.YES)), "setting 'header'", "NPY");
        Refusal.usage(() -> read("a.npy", bytes, DEFAULT.withDelimiter(';')), "setting 'delimiter'", "NPY");
        Refusal.usage(() -> read("a.npy", bytes, DEFAULT.withArray("X")), "setting 'array'", "NPY");
    }

    @Test
    void missingAndInfinite() throws IOException {
        byte[] bytes = npy("(3, 2)", 1, 2, Double.NaN, 4, 5, 6);
        Refusal.data(
                () -> read("a.npy", bytes, DEFAULT.withMissing(Missing.ERROR)),
                "row 2, column 1",
                "NaN",
                "missing=drop");
        assertTrue(Double.isNaN(read("a.npy", bytes, DEFAULT).at(1, 0)));
        Table table = read("a.npy", bytes, DEFAULT.withMissing(Missing.DROP));
        assertArrayEquals(new int[] {0, 2}, table.origin());
        assertArrayEquals(
                new double[] {2, 4, 6},
                read("a.npy", bytes, DEFAULT.withColumns("2")).values());
        byte[] infinite = npy("(1, 2)", 1, Double.NEGATIVE_INFINITY);
        Refusal.data(
                () -> read("a.npy", infinite, DEFAULT.withMissing(Missing.DROP)),
                "row 1, column 2",
                "-Infinity",
                "finite");
    }

    @Test
    void theNameAndTheBytesMustAgree() {
        Refusal.data(() -> read("a.npy", "1,2\n".getBytes(), DEFAULT), "named as NPY", "text");
        Refusal.data(() -> read("a.csv", npy("(1,)", 1), DEFAULT), "named as text", "is NPY");
        Refusal.data(() -> read("a.npz", npy("(1,)", 1), DEFAULT), "named as NPZ", "is NPY");
        Refusal.data(() -> read("t10k-images-idx3-ubyte", npy("(1,)", 1), DEFAULT), "named as IDX", "is NPY");
        Refusal.data(() -> read("a.npy.gz", npy("(1,)", 1), DEFAULT), "not gzip");
    }

    @Test
    void archives() throws IOException {
        byte[] x = npy("(2, 2)", 1, 2, 3, 4);
        byte[] y = npy("(2,)", 0, 1);
        for (boolean stored : new boolean[] {false, true}) {
            Table table = read("a.npz", zip(stored, "X.npy", x, "y.npy", y), DEFAULT);
            assertArrayEquals(new double[] {1, 2, 3, 4}, table.values());
            assertEquals(1, table.labels().number(1));
            assertEquals("y", table.labels().name());
        }
        byte[] zip = zip(
                false,
                "a.npy",
                x,
                "b.npy",
                npy("(2, 1)", 5, 6),
                "n.npy",
                npy("(1,)", 9),
                "s.npy",
                NpyTest.npy(1, "'<U5'", false, "(1,)", new byte[20]));
        Refusal.usage(
                () -> read("a.npz", zip, DEFAULT), "a[2, 2], b[2, 1], n[1], s (no real numbers)", "setting 'array'");
        assertEquals(6, read("a.npz", zip, DEFAULT.withArray("b")).at(1, 0));
        Refusal.usage(() -> read("a.npz", zip, DEFAULT.withArray("A")), "'A'", "did you mean 'a'?");
        Refusal.data(() -> read("a.npz", zip, DEFAULT.withArray("s")), "a.npz[s]", "'<U5'");
        Refusal.data(() -> read("a.npz", zip, DEFAULT.withArray("a").withLabel("n")), "'n'", "1 numbers", "2 rows");
        assertEquals(
                6,
                read("a.npz", zip, DEFAULT.withArray("a").withLabel("b"))
                        .labels()
                        .number(1));
        assertArrayEquals(
                new double[] {1, 3},
                read("a.npz", zip, DEFAULT.withArray("a").withLabel("x2")).values());
        assertNull(read("a.npz", zip(false, "X.npy", x, "y.npy", y), DEFAULT.withLabel("none"))
                .labels());
        byte[] kinds = zip(false, "X.npy", x, "kind.npy", y);
        Refusal.usage(() -> read("a.npz", kinds, DEFAULT.withLabel("kinds")), "'kinds'", "did you mean 'kind'?");
        assertEquals(
                2, read("a.npz", zip(false, "q.npy", x, "z.npy", y), DEFAULT).dim(), "the only matrix");
        assertEquals(1, read("a.npz", zip(false, "q.npy", y), DEFAULT).dim(), "the only array");
    }

    /** Images and labels as MNIST has them, a million and a half pixels. */
    @Test
    void imagesAndTheirLabels() throws IOException {
        int n = 2000;
        ByteBuffer images = ByteBuffer.allocate(16 + n * 784);
        images.putInt(0x803).putInt(n).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + n);
        labels.putInt(0x801).putInt(n);
        long sum = 0;
        for (int i = 0; i < n; i++) {
            labels.put((byte) (i % 10));
            for (int j = 0; j < 784; j++) {
                int pixel = (31 * i + 7 * j) % 256;
                images.put((byte) pixel);
                sum += pixel;
            }
        }
        Table table = read("train-images-idx3-ubyte.gz", ByteSourceTest.gzip(images.array()), DEFAULT);
        assertEquals(n, table.rows());
        assertEquals(784, table.dim());
        assertEquals(sum, Arrays.stream(table.values()).sum());
        assertEquals((31 * 1999 + 7 * 783) % 256, table.at(1999, 783));
        Table digits = read("train-labels-idx1-ubyte.gz", ByteSourceTest.gzip(labels.array()), DEFAULT);
        assertEquals(n, digits.rows());
        assertEquals(1, digits.dim());
        assertEquals(9, digits.at(1999, 0));
    }

    @Test
    void damagedArchives() throws IOException {
        byte[] good = zip(false, "X.npy", npy("(2, 2)", 1, 2, 3, 4));
        for (int length = 4; length < good.length; length += 5) {
            byte[] cut = Arrays.copyOf(good, length);
            Refusal.data(() -> read("a.npz", cut, DEFAULT), "a.npz");
        }
        Refusal.data(() -> read("a.npz", zip(false, "a.txt", new byte[3]), DEFAULT), "without .npy arrays");
        byte[] truncatedArray = zip(false, "X.npy", Arrays.copyOf(npy("(2, 2)", 1, 2, 3, 4), 90));
        Refusal.data(() -> read("a.npz", truncatedArray, DEFAULT), "a.npz[X]", "truncated at byte 90");
    }

    @Test
    void archivesThatAreNoPlainFiles() throws IOException {
        byte[] zip = zip(false, "X.npy", npy("(2, 2)", 1, 2, 3, 4));
        assertEquals(4, read("a.npz.gz", ByteSourceTest.gzip(zip), DEFAULT).at(1, 1));
        DataReader reader = new DataReader(new ByteArrayInputStream(zip));
        assertEquals(4, reader.read(DataSource.parse("-"), DEFAULT).at(1, 1));
    }
}
