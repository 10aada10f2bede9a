package org.slicedscore.data.io;

import java.nio.ByteBuffer;

/** The number types of NPY and IDX files, in the byte order of the buffer they are read from. */
enum ElementType {
    F8(8),
    F4(4),
    F2(2),
    I8(8),
    I4(4),
    I2(2),
    I1(1),
    U8(8),
    U4(4),
    U2(2),
    U1(1),
    B1(1);

    final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** The type of a NumPy kind and size, or null if unsupported. */
    static ElementType of(char kind, int bytes) {
        char letter = kind == 'f' || kind == 'i' || kind == 'u' || kind == 'b' ? Character.toUpperCase(kind) : '?';
        for (ElementType type : values()) {
            if (type.name().charAt(0) == letter && type.bytes == bytes) {
                return type;
            }
        }
        return null;
    }

    /** Decodes count numbers from the start of the buffer. */
    void decode(ByteBuffer in, double[] out, int from, int count) {
        switch (this) {
            case F8 -> in.asDoubleBuffer().get(out, from, count);
            case F4 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.getFloat(4 * i);
                }
            }
            case F2 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = Float.float16ToFloat(in.getShort(2 * i));
                }
            }
            case I8 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.getLong(8 * i);
                }
            }
            case I4 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.getInt(4 * i);
                }
            }
            case I2 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.getShort(2 * i);
                }
            }
            case I1 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.get(i);
                }
            }
            case U8 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = DType.unsigned(in.getLong(8 * i));
                }
            }
            case U4 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.getInt(4 * i) & 0xffffffffL;
                }
            }
            case U2 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.getShort(2 * i) & 0xffff;
                }
            }
            case U1, B1 -> {
                for (int i = 0; i < count; i++) {
                    out[from + i] = in.get(i) & 0xff;
                }
            }
        }
    }
}
