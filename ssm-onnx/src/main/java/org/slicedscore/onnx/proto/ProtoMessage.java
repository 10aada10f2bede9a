package org.slicedscore.onnx.proto;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A protobuf message under construction: fields in the order in which they are added, each with its number and wire type. Pieces are kept as
 * they come, so that an array of weights is not copied into each message around it.
 *
 * <p>Source: Protocol Buffers documentation, "Encoding".
 */
public final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final List<byte[]> pieces = new ArrayList<>();
    private long size;

    /** Adds an integer, of any of protobuf's integer types without zigzag. */
    public ProtoMessage put(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    /** Adds a 32-bit number. */
    public ProtoMessage put(int field, float value) {
        varint((long) field << 3 | FIXED32);
        int bits = Float.floatToRawIntBits(value);
        add(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
        return this;
    }

    /** Adds a text. */
    public ProtoMessage put(int field, String value) {
        return put(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes, which are not copied. */
    public ProtoMessage put(int field, byte[] value) {
        varint((long) field << 3 | BYTES);
        varint(value.length);
        add(value);
        return this;
    }

    /** Adds a message, as it is now. */
    public ProtoMessage put(int field, ProtoMessage value) {
        varint((long) field << 3 | BYTES);
        varint(value.size);
        value.pieces.forEach(this::add);
        return this;
    }

    /** The number of bytes. */
    public long size() {
        return size;
    }

    /** Writes the bytes. */
    public void write(OutputStream out) throws IOException {
        for (byte[] piece : pieces) {
            out.write(piece);
        }
    }

    private void add(byte[] piece) {
        pieces.add(piece);
        size += piece.length;
    }

    /** Seven bits a byte, the lowest first; all but the last have the highest bit set. */
    private void varint(long value) {
        byte[] bytes = new byte[10];
        int n = 0;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[n++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[n++] = (byte) rest;
        add(Arrays.copyOf(bytes, n));
    }
}
