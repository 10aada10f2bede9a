package org.slicedscore.data.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * Reads IDX, the format of MNIST: two zero bytes, a type, the number of axes, their lengths as 32-bit big-endian numbers,
 * then the data, row-major and big-endian.
 */
public final class Idx {
    private Idx() {}

    /**
     * Whether bytes begin like an IDX file.
     *
     * @param head the first bytes
     * @return true if the first four are a valid magic number
     */
    public static boolean matches(byte[] head) {
        return head.length >= 4
                && head[0] == 0
                && head[1] == 0
                && type(head[2] & 0xff) != null
                && head[3] > 0
                && head[3] <= 8;
    }

    private static ElementType type(int code) {
        return switch (code) {
            case 0x08 -> ElementType.U1;
            case 0x09 -> ElementType.I1;
            case 0x0b -> ElementType.I2;
            case 0x0c -> ElementType.I4;
            case 0x0d -> ElementType.F4;
            case 0x0e -> ElementType.F8;
            default -> null;
        };
    }

    /**
     * Reads an array's shape and type.
     *
     * @param in a stream at the first byte
     * @return its numbers, to be read
     * @throws SsmException of kind DATA if it is foreign or truncated
     */
    public static ArrayInput open(BinaryInput in) {
        byte[] magic = new byte[4];
        int got = in.readUpTo(magic, 0, 4);
        if (got < 4 || !matches(magic)) {
            throw Problem.data(new Subject.Byte(in.name(), 0))
                    .says("not an IDX file: found the bytes %s", Quoting.hex(Arrays.copyOf(magic, got), 4))
                    .expected("00 00, a type 08 to 0e and 1 to 8 axes")
                    .remedy("check that this is the right file")
                    .exception();
        }
        int[] shape = new int[magic[3]];
        byte[] lengths = new byte[4 * shape.length];
        in.readFully(lengths, 0, lengths.length, "the lengths of the axes");
        ByteBuffer.wrap(lengths).asIntBuffer().get(shape);
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] < 0) {
                throw Problem.data(new Subject.Byte(in.name(), 4 + 4 * axis))
                        .found("%s as the length of axis %d", Integer.toUnsignedString(shape[axis]), axis + 1)
                        .expected("at most %d", Integer.MAX_VALUE)
                        .remedy("the file is damaged, download it again")
                        .exception();
            }
        }
        return new ArrayInput(in, shape, type(magic[2] & 0xff), ByteOrder.BIG_ENDIAN, "download the file again");
    }
}
