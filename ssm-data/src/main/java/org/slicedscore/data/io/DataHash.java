package org.slicedscore.data.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash of data. */
public final class DataHash {
    private DataHash() {}

    /**
     * SHA-256 over, all little-endian: the number of columns (32 bits); each column's name as the length of its UTF-8
     * bytes (32 bits) and these; the number of values (64 bits); the values (64-bit IEEE 754). In 64 hexadecimal
     * digits.
     */
    public static String sha256(List<String> columns, double[] values) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        byte[] piece = new byte[1 << 16];
        ByteBuffer buffer = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(0, columns.size());
        digest.update(piece, 0, 4);
        for (String column : columns) {
            byte[] name = column.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(0, name.length);
            digest.update(piece, 0, 4);
            digest.update(name);
        }
        buffer.putLong(0, values.length);
        digest.update(piece, 0, 8);
        for (int done = 0; done < values.length; ) {
            int n = Math.min(piece.length / 8, values.length - done);
            buffer.asDoubleBuffer().put(values, done, n);
            digest.update(piece, 0, 8 * n);
            done += n;
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
