package org.slicedscore.parquet;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks through a file's metadata, in Thrift's compact protocol, for lengths beyond its end. hardwood 1.0.1 makes room for whatever is
 * claimed: two gigabytes for a damaged byte.
 */
final class Footer {
    /** The length of the metadata and the magic number. */
    private static final int TAIL = 8;

    private static final int DEEPEST = 64;

    // the types of Thrift's compact protocol
    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private final ByteBuffer bytes;

    private Footer(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Checks the metadata of a file whose ends are those of Parquet.
     *
     * @throws IOException if something in it claims to be longer than what is left
     */
    static void check(InputFile file) throws IOException {
        long end = file.length() - TAIL;
        int length = file.readRange(end, TAIL).order(ByteOrder.LITTLE_ENDIAN).getInt();
        new Footer(file.readRange(end - length, length).slice()).struct(0);
    }

    private void struct(int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("metadata nested " + depth + " deep");
        }
        for (int header = next(); header != STOP; header = next()) {
            if (header >> 4 == 0) {
                varint();
            }
            value(header & 0xf, depth, false);
        }
    }

    private void value(int type, int depth, boolean element) throws IOException {
        switch (type) {
            case TRUE, FALSE -> skip(element ? 1 : 0);
            case BYTE -> skip(1);
            case I16, I32, I64 -> varint();
            case DOUBLE -> skip(Double.BYTES);
            case BINARY -> skip(varint());
            case LIST, SET -> list(depth);
            case MAP -> map(depth);
            case STRUCT -> struct(depth + 1);
            default -> throw new IOException("metadata of type " + type);
        }
    }

    private void list(int depth) throws IOException {
        int header = next();
        long size = header >> 4 == 0xf ? varint() : header >> 4;
        elements(size);
        for (long i = 0; i < size; i++) {
            value(header & 0xf, depth + 1, true);
        }
    }

    private void map(int depth) throws IOException {
        long size = varint();
        elements(size);
        int types = size == 0 ? 0 : next();
        for (long i = 0; i < size; i++) {
            value(types >> 4, depth + 1, true);
            value(types & 0xf, depth + 1, true);
        }
    }

    /** An element has at least one byte. */
    private void elements(long size) throws IOException {
        if (size < 0 || size > bytes.remaining()) {
            throw new IOException(size + " elements in " + bytes.remaining() + " bytes of metadata");
        }
    }

    private void skip(long count) throws IOException {
        if (count < 0 || count > bytes.remaining()) {
            throw new IOException("a value of " + count + " bytes in " + bytes.remaining() + " bytes of metadata");
        }
        bytes.position(bytes.position() + (int) count);
    }

    private int next() throws IOException {
        if (!bytes.hasRemaining()) {
            throw new IOException("metadata that stops short");
        }
        return bytes.get() & 0xff;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = next();
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new IOException("a number of more than " + Long.SIZE + " bits in the metadata");
    }
}
