package org.slicedscore.data.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class IdxTest {
    private static NdArray read(String hex) {
        return read(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static NdArray read(byte[] bytes) {
        return Idx.open(new BinaryInput("a.idx", new ByteArrayInputStream(bytes), false))
                .all();
    }

    @Test
    void typesAndShapes() {
        NdArray array = read("00000803 00000002 00000001 00000003 000102 fdfeff");
        assertArrayEquals(new double[] {0, 1, 2, 253, 254, 255}, array.values());
        assertArrayEquals(new int[] {2, 1, 3}, array.shape());
        assertEquals(3, array.columns());
        assertArrayEquals(new double[] {-1}, read("00000901 00000001 ff").values());
        assertArrayEquals(new double[] {-2}, read("00000b01 00000001 fffe").values());
        assertArrayEquals(new double[] {258}, read("00000c01 00000001 00000102").values());
        assertArrayEquals(new double[] {1.5}, read("00000d01 00000001 3fc00000").values());
        assertArrayEquals(
                new double[] {1.5}, read("00000e01 00000001 3ff8000000000000").values());
    }

    @Test
    void foreignAndTruncated() {
        byte[] good = HexFormat.of().parseHex("000008020000000200000003000102030405");
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            Refusal.data(() -> read(cut), "a.idx", "byte ");
        }
        Refusal.data(() -> read(Arrays.copyOf(good, 15)), "truncated at byte 15", "6 bytes of array data");
        Refusal.data(() -> read(Arrays.copyOf(good, 20)), "byte 18", "more bytes");
        Refusal.data(() -> read("00000a01 00000001 00"), "byte 0", "00 00 0a 01", "a type 08 to 0e");
        Refusal.data(() -> read("00000801 ffffffff 00"), "byte 4", "4294967295", "axis 1");
        Refusal.data(() -> read("00000802 00010000 00010000 00"), "2147483639");
    }
}
