package org.slicedscore.data.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** The numbers of an array in a file, read one after the other, so that an array need not fit into memory. */
public final class ArrayInput {
    private static final int PIECE = 1 << 16;

    private final BinaryInput in;
    private final int[] shape;
    private final ElementType type;
    private final String damaged;
    private final int count;
    private final byte[] piece;
    private final ByteBuffer buffer;
    /** The numbers of an array that is in memory already, or null. */
    private final double[] held;

    private int done;

    /**
     * An array whose header has been read.
     *
     * @param in at its first number
     * @param shape the lengths of its axes
     * @param type what a number is
     * @param order of its bytes
     * @param damaged what to do about a file that is too long
     */
    ArrayInput(BinaryInput in, int[] shape, ElementType type, ByteOrder order, String damaged) {
        this.in = in;
        this.shape = shape;
        this.type = type;
        this.damaged = damaged;
        this.count = NdArray.checkedCount(in.name(), shape);
        this.piece = new byte[PIECE];
        this.buffer = ByteBuffer.wrap(piece).order(order);
        this.held = null;
    }

    private ArrayInput(double[] held, int[] shape) {
        this.in = null;
        this.shape = shape;
        this.type = null;
        this.damaged = null;
        this.count = held.length;
        this.piece = null;
        this.buffer = null;
        this.held = held;
    }

    /**
     * An array that is in memory.
     *
     * @param values its numbers, row-major
     * @param shape the lengths of its axes
     */
    static ArrayInput of(double[] values, int[] shape) {
        return new ArrayInput(values, shape);
    }

    /** The lengths of the axes; empty for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** How many numbers the array has. */
    public int count() {
        return count;
    }

    /**
     * Reads the next numbers.
     *
     * @param out receives them at its start
     * @param n how many, at most those that are left
     * @throws SsmException of kind DATA if the file ends before them, or goes on after the last
     */
    public void read(double[] out, int n) {
        read(out, 0, n);
    }

    private void read(double[] out, int from, int n) {
        if (held != null) {
            System.arraycopy(held, done, out, from, n);
            done += n;
            return;
        }
        int perPiece = PIECE / type.bytes;
        for (int end = from + n; from < end; ) {
            int now = Math.min(perPiece, end - from);
            in.readFully(piece, 0, now * type.bytes, "array data");
            type.decode(buffer, out, from, now);
            from += now;
        }
        done += n;
        if (done == count && in.read() >= 0) {
            throw Problem.data(new Subject.Byte(in.name(), in.position() - 1))
                    .found("more bytes after the array of shape %s", Arrays.toString(shape))
                    .expected("the end")
                    .remedy(damaged)
                    .exception();
        }
    }

    /**
     * Reads the next numbers into a new array. How many there are is only what a header says, so memory is taken as they arrive: at
     * most sixteen times as much.
     *
     * @param n how many, at most those that are left
     * @return n numbers
     * @throws SsmException of kind DATA if the file ends before them, or goes on after the last
     */
    public double[] next(int n) {
        double[] values = new double[Math.min(n, PIECE)];
        for (int have = 0; have < n; ) {
            int now = Math.min(PIECE / 8, n - have);
            if (have + now > values.length) {
                values = Arrays.copyOf(values, (int) Math.min(n, 16L * (have + now)));
            }
            read(values, have, now);
            have += now;
        }
        if (n == 0) {
            read(values, 0, 0);
        }
        return values;
    }

    /** The array as a whole. */
    public NdArray all() {
        return new NdArray(next(count), shape);
    }
}
