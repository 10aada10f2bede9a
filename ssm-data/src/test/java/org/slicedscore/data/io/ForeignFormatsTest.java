package org.slicedscore.data.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "894844460d0a1a0a, HDF5",
        "50415231150015c0, Parquet",
        "4152524f57310000, Arrow",
        "4d41544c41422035, a MATLAB file",
        "89504e470d0a1a0a, a PNG image",
        "255044462d312e37, a PDF",
        "28b52ffd04582100, zstd-compressed data",
        "425a683931415926, bzip2-compressed data",
        "fd377a585a000004, xz-compressed data",
        "fffe310032000000, UTF-16 text (or no text at all)",
        "feff003100320000, UTF-16 text (or no text at all)",
        "d0cf11e0a1b11ae1, an old Excel workbook",
        "80047d942e000000, a Python pickle",
        "20000000000000007b2278223a, safetensors"
    })
    void namedByTheirFirstBytes(String head, String name) {
        assertEquals(name, ForeignFormats.name(HexFormat.of().parseHex(head)));
    }

    @Test
    void textAndShortFilesAreNotNamed() {
        assertNull(ForeignFormats.name("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        assertNull(ForeignFormats.name("PAR".getBytes(StandardCharsets.UTF_8)));
        assertNull(ForeignFormats.name(new byte[0]));
    }
}
