package org.slicedscore.data.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class NpyTest {
    @TempDir
    Path folder;

    /** An NPY file by hand. */
    public static byte[] npy(int version, String descr, boolean fortran, String shape, byte[] data) {
        return npy(
                version,
                "{'descr': " + descr + ", 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape
                        + ", }\n",
                data);
    }

    private static byte[] npy(int version, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + (version == 1 ? 2 : 4) + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        return bytes.put(text).put(data).array();
    }

    static NdArray read(byte[] bytes) {
        return Npy.read(new BinaryInput("a.npy", new ByteArrayInputStream(bytes), false));
    }

    private static byte[] doubles(ByteOrder order, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(order);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void versions(int version) {
        byte[] data = doubles(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6);
        NdArray array = read(npy(version, "'<f8'", false, "(3, 2)", data));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, array.values());
        assertArrayEquals(new int[] {3, 2}, array.shape());
    }

    @Test
    void bigEndianAndFortranOrder() {
        byte[] data = doubles(ByteOrder.BIG_ENDIAN, 1, 2, 3, 4, 5, 6);
        assertArrayEquals(
                new double[] {1, 4, 2, 5, 3, 6},
                read(npy(1, "'>f8'", true, "(3, 2)", data)).values());
        double[] cube = new double[24];
        Arrays.setAll(cube, i -> i);
        NdArray turned = read(npy(1, "'<f8'", true, "(2, 3, 4)", doubles(ByteOrder.LITTLE_ENDIAN, cube)));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    assertEquals(i + 2 * j + 6 * k, turned.values()[(i * 3 + j) * 4 + k]);
                }
            }
        }
        assertEquals(12, turned.columns());
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, 4, 0000c03f, 1.5",
        ">f4, 4, 3fc00000, 1.5",
        "<f2, 2, 003e, 1.5",
        ">f2, 2, 3e00, 1.5",
        "|i1, 1, fe, -2",
        "<i2, 2, feff, -2",
        ">i2, 2, fffe, -2",
        "<i4, 4, feffffff, -2",
        ">i8, 8, fffffffffffffffe, -2",
        "|u1, 1, fe, 254",
        "<u2, 2, feff, 65534",
        "<u4, 4, feffffff, 4294967294",
        "<u8, 8, 00000000000000ff, 18374686479671623680",
        "|b1, 1, 01, 1",
        "=f4, 4, 0000c03f, 1.5",
        "f4, 4, 0000c03f, 1.5"
    })
    void types(String descr, int size, String hex, double value) {
        byte[] data = java.util.HexFormat.of().parseHex(hex);
        assertEquals(size, data.length);
        assertEquals(value, read(npy(1, "'" + descr + "'", false, "(1,)", data)).values()[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "'<c16', complex",
        "'|O', objects",
        "'<U5', text",
        "'|S3', text",
        "'<M8[ns]', times",
        "'|V8', raw bytes",
        "'<f16', no number",
        "'<f3', no number",
        "'', no number"
    })
    void otherTypesAreRefused(String descr, String kind) {
        Refusal.data(
                () -> read(npy(1, "'" + descr + "'", false, "(1,)", new byte[16])),
                "a.npy: byte 10",
                "'" + descr + "'",
                kind,
                "float64");
    }

    @Test
    void structuredTypesAreRefused() {
        Refusal.data(() -> read(npy(1, "[('a', '<f8')]", false, "(1,)", new byte[8])), "byte 10", "structured");
    }

    @Test
    void foreignDamagedAndTruncated() {
        byte[] good = npy(1, "'<f8'", false, "(3, 2)", new byte[48]);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            Refusal.data(() -> read(cut), "a.npy", "byte ");
        }
        Refusal.data(() -> read(Arrays.copyOf(good, 100)), "truncated at byte 100", "48 bytes of array data");
        Refusal.data(() -> read(Arrays.copyOf(good, good.length + 1)), "more bytes", "[3, 2]");
        Refusal.data(() -> read("1,2,3\n4,5,6\n".getBytes()), "byte 0", "not an NPY file", "31 2c 32");
        byte[] version = good.clone();
        version[6] = 9;
        Refusal.data(() -> read(version), "byte 6", "9.0");
        Refusal.data(() -> read(npy(2, "{}", new byte[0])), "byte 12", "'{}'");
        Refusal.data(() -> read(npy(1, "'<f8'", false, "(-1,)", new byte[0])), "(-1,)");
        Refusal.data(() -> read(npy(1, "'<f8'", false, "(99999999999,)", new byte[0])), "99999999999");
        Refusal.data(() -> read(npy(1, "'<f8'", false, "(65536, 65536)", new byte[0])), "2147483639");
        Refusal.data(() -> read(npy(1, "'<f8'", false, "(0, 65536, 65536)", new byte[0])), "2147483639");
    }
}
