package org.slicedscore.parquet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metadata whose lengths go beyond its end are refused before anybody makes room for them. */
class FooterTest {
    private static void check(byte[] bytes) throws IOException {
        InputFile file = new GuardedFile(InputFile.of(ByteBuffer.wrap(bytes)));
        file.open();
        Footer.check(file);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(TestFiles.FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    private static int footer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    }

    @Test
    void whatProgramsWriteIsFine() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            assertDoesNotThrow(() -> check(bytes), file.toString());
        }
        assertTrue(files().size() > 5);
    }

    /** A changed byte is either no matter of lengths or refused; nothing else may happen. */
    @Test
    void everyDamagedByteIsRefusedOrHarmless() throws IOException {
        byte[] bytes = Files.readAllBytes(files().getFirst());
        int refused = 0;
        for (int i = bytes.length - 8 - footer(bytes); i < bytes.length - 4; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] = (byte) 0xff;
            try {
                check(damaged);
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 20, "only " + refused);
    }

    @Test
    void lengthsBeyondTheEnd() {
        // field 1: a text of 127 bytes; a list of 2^28 numbers; a struct that stops short; a map of 100 pairs
        for (byte[] metadata : new byte[][] {
            {0x18, 0x7f, 'x', 0}, {0x19, (byte) 0xf5, -1, -1, -1, 0x7f, 0}, {0x1c, 0x15, 2}, {0x1b, 100, 0x55, 0}
        }) {
            ByteBuffer file = ByteBuffer.allocate(metadata.length + 12).order(ByteOrder.LITTLE_ENDIAN);
            file.put("PAR1".getBytes()).put(metadata).putInt(metadata.length).put("PAR1".getBytes());
            assertThrows(IOException.class, () -> check(file.array()));
        }
    }
}
