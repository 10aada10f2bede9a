package org.slicedscore.data.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ByteSourceTest {
    @TempDir
    Path folder;

    public static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] all(ByteSource source) throws IOException {
        try (source) {
            return source.input().readAllBytes();
        }
    }

    @Test
    void looksAheadWithoutConsuming() throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        bytes[0] = 'x';
        assertArrayEquals(bytes, all(ByteSource.stream("s", new ByteArrayInputStream(bytes))));
        ByteSource zipped = ByteSource.stream("s", new ByteArrayInputStream(gzip(bytes)));
        assertTrue(zipped.gzip());
        assertEquals(ByteSource.HEAD, zipped.head().length);
        assertArrayEquals(bytes, all(zipped));
        assertEquals(bytes.length, zipped.input().position());
    }

    @Test
    void missingFolderAndEmpty() throws IOException {
        Refusal.data(() -> ByteSource.file(folder.resolve("no.csv")), "no.csv", "no such file");
        Refusal.data(() -> ByteSource.file(folder), "is a folder");
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Refusal.data(() -> ByteSource.file(empty), "empty.csv", "is empty");
        Files.write(empty, gzip(new byte[0]));
        Refusal.data(() -> ByteSource.file(empty), "is empty");
    }

    @Test
    void truncatedAndDamagedGzip() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        byte[] zipped = gzip(bytes);
        for (int length : new int[] {3, 9, 10, 11, 1000, 150_000, zipped.length - 1}) {
            Refusal.data(
                    () -> all(ByteSource.stream("a.gz", new ByteArrayInputStream(Arrays.copyOf(zipped, length)))),
                    "a.gz",
                    "ends too early",
                    "again");
        }
        byte[] damaged = zipped.clone();
        damaged[zipped.length - 6] ^= 1;
        Refusal.data(
                () -> all(ByteSource.stream("a.gz", new ByteArrayInputStream(damaged))),
                "damaged gzip data",
                "300000 bytes");
    }
}
