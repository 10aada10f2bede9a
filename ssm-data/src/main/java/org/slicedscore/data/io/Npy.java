package org.slicedscore.data.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * Reads and writes NumPy's NPY format, versions 1 to 3 (NumPy enhancement proposal 1). Reads f2, f4, f8, i1 to i8, u1
 * to u8 and bool in either byte order, in C or Fortran order, with any number of axes.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 20;

    private Npy() {}

    /**
     * Reads a whole array.
     *
     * @param in a stream at the array's first byte
     * @return the array
     * @throws SsmException of kind DATA if it is foreign, truncated, has more bytes than its shape asks for, or holds
     *     anything but real numbers
     */
    public static NdArray read(BinaryInput in) {
        return open(in).all();
    }

    /**
     * Reads an array's header. An array in Fortran order is read whole, for its rows lie scattered.
     *
     * @param in a stream at the array's first byte
     * @return its numbers in row-major order, to be read
     * @throws SsmException of kind DATA if it is foreign or truncated, or holds anything but real numbers
     */
    public static ArrayInput open(BinaryInput in) {
        NpyHeader header = header(in);
        ArrayInput numbers = new ArrayInput(in, header.shape(), header.type(), header.order(), "write the file again");
        return header.fortran()
                ? ArrayInput.of(rowMajor(numbers.all().values(), header.shape()), header.shape())
                : numbers;
    }

    /**
     * Reads only the shape.
     *
     * @param in a stream at the array's first byte
     * @return the lengths of the axes
     * @throws SsmException of kind DATA if it is foreign, truncated or holds anything but real numbers
     */
    static int[] shape(BinaryInput in) {
        return header(in).shape();
    }

    private static NpyHeader header(BinaryInput in) {
        byte[] start = new byte[8];
        int got = in.readUpTo(start, 0, 8);
        if (got < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw Problem.data(new Subject.Byte(in.name(), 0))
                    .says("not an NPY file: found the bytes %s", Quoting.hex(Arrays.copyOf(start, got), 6))
                    .expected("93 4e 55 4d 50 59")
                    .remedy("check that this is the right file, or write it with numpy.save")
                    .exception();
        }
        int version = start[6];
        if (version < 1 || version > 3) {
            throw Problem.data(new Subject.Byte(in.name(), 6))
                    .found("NPY version %d.%d", start[6] & 0xff, start[7] & 0xff)
                    .expected("1, 2 or 3")
                    .remedy("write it with a current numpy.save")
                    .exception();
        }
        byte[] word = new byte[version == 1 ? 2 : 4];
        in.readFully(word, 0, word.length, "the header's length");
        ByteBuffer buffer = ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN);
        int length = version == 1 ? buffer.getShort(0) & 0xffff : buffer.getInt(0);
        if (length < 0 || length > LONGEST_HEADER) {
            throw Problem.data(new Subject.Byte(in.name(), 8))
                    .found("a header of %s bytes", Integer.toUnsignedString(length))
                    .expected("at most %d", LONGEST_HEADER)
                    .remedy("the file is damaged, write it again")
                    .exception();
        }
        byte[] text = new byte[length];
        int offset = 8 + word.length;
        in.readFully(text, 0, length, "the header");
        return NpyHeader.parse(
                in.name(),
                offset,
                new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    /** In Fortran order the first axis varies fastest; this visits the numbers in row-major order. */
    private static double[] rowMajor(double[] values, int[] shape) {
        double[] result = new double[values.length];
        int[] index = new int[shape.length];
        int[] stride = new int[shape.length];
        int step = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            stride[axis] = step;
            step *= shape[axis];
        }
        int at = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = values[at];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += stride[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                at -= stride[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return result;
    }
}
