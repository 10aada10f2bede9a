package org.slicedscore.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NumPy's format, version 1.0, row by row. The number of rows comes first, so it must be known. */
final class NpyRowWriter implements RowWriter {
    private static final int ALIGNMENT = 64;
    private static final int PREFIX = 10;

    private final OutputStream out;
    private final ByteBuffer line;
    private int left;

    NpyRowWriter(OutputStream out, int columns, int rows) {
        this.out = out;
        this.left = rows;
        this.line = ByteBuffer.allocate(columns * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        write(header("<f8", rows + ", " + columns));
    }

    /**
     * What an array begins with.
     *
     * @param descr the type of its elements
     * @param axes the lengths of its axes, as Python writes them between parentheses
     * @return the bytes before the first element
     */
    static byte[] header(String descr, String axes) {
        String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + axes + "), }";
        int length = header.length() + 1;
        int padding = Math.floorMod(-(PREFIX + length), ALIGNMENT);
        return ByteBuffer.allocate(PREFIX + length + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) (length + padding))
                .put((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Override
    public void row(double[] values) {
        line.clear();
        for (double value : values) {
            line.putDouble(value);
        }
        write(line.array());
        left--;
    }

    @Override
    public void finish() {
        if (left != 0) {
            throw new IllegalStateException(left + " rows are missing");
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
