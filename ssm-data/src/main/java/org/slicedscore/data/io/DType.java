package org.slicedscore.data.io;

import java.nio.ByteBuffer;

/** The number types of a safetensors file, under their names in the format. Little-endian. */
public enum DType {
    /** 64-bit IEEE 754. */
    F64(8),
    /** 32-bit IEEE 754. */
    F32(4),
    /** 16-bit IEEE 754. */
    F16(2),
    /** The upper half of an F32. */
    BF16(2),
    /** 64-bit two's complement. */
    I64(8),
    /** 32-bit two's complement. */
    I32(4),
    /** 16-bit two's complement. */
    I16(2),
    /** 8-bit two's complement. */
    I8(1),
    /** 64-bit unsigned. */
    U64(8),
    /** 32-bit unsigned. */
    U32(4),
    /** 16-bit unsigned. */
    U16(2),
    /** 8-bit unsigned. */
    U8(1),
    /** One byte, 0 or 1. */
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of a number in bytes. */
    public int bytes() {
        return bytes;
    }

    /** One number of little-endian bytes as a double; 64-bit integers beyond 2⁵³ are rounded. */
    double doubleAt(ByteBuffer data, int element) {
        return switch (this) {
            case F64 -> data.getDouble(element * 8);
            case F32 -> data.getFloat(element * 4);
            case F16 -> Float.float16ToFloat(data.getShort(element * 2));
            case BF16 -> Float.intBitsToFloat(data.getShort(element * 2) << 16);
            case U64 -> unsigned(data.getLong(element * 8));
            default -> longAt(data, element);
        };
    }

    /** One whole number of little-endian bytes; U64 wraps around. */
    long longAt(ByteBuffer data, int element) {
        return switch (this) {
            case I64, U64 -> data.getLong(element * 8);
            case I32 -> data.getInt(element * 4);
            case U32 -> data.getInt(element * 4) & 0xffffffffL;
            case I16 -> data.getShort(element * 2);
            case U16 -> data.getShort(element * 2) & 0xffff;
            case I8 -> data.get(element);
            case U8, BOOL -> data.get(element) & 0xff;
            default -> throw new IllegalStateException(this + " is not a whole number");
        };
    }

    static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }
}
