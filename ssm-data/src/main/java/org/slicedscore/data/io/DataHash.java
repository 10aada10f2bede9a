package org.slicedscore.data.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of words and numbers, little-endian, added one after the other. */
public final class DataHash {
    private final MessageDigest digest;
    private final byte[] piece = new byte[1 << 16];
    private final ByteBuffer buffer = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);

    /** A hash of nothing. */
    public DataHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds the number of words (32 bits), and each word as the length of its UTF-8 bytes (32 bits) and these. */
    public void add(List<String> words) {
        buffer.putInt(0, words.size());
        digest.update(piece, 0, 4);
        for (String word : words) {
            byte[] name = word.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(0, name.length);
            digest.update(piece, 0, 4);
            digest.update(name);
        }
    }

    /** Adds a whole number of 64 bits. */
    public void add(long number) {
        buffer.putLong(0, number);
        digest.update(piece, 0, 8);
    }

    /** Adds numbers as 64-bit IEEE 754, without their count. */
    public void add(double[] values) {
        for (int done = 0; done < values.length; ) {
            int n = Math.min(piece.length / 8, values.length - done);
            buffer.asDoubleBuffer().put(values, done, n);
            digest.update(piece, 0, 8 * n);
            done += n;
        }
    }

    /** The hash in 64 hexadecimal digits; ends it. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
