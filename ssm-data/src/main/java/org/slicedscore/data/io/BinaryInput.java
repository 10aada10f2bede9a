package org.slicedscore.data.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;

/**
 * A stream that knows its name and position, so that errors can give them. Its read methods throw
 * {@link SsmException} and never {@link IOException}.
 */
public final class BinaryInput extends InputStream {
    private final String name;
    private final InputStream in;
    private final boolean gzip;
    private long position;

    /**
     * Wraps a stream.
     *
     * @param name its name in messages
     * @param in the stream, at its start
     * @param gzip whether it was gunzipped, for messages
     */
    BinaryInput(String name, InputStream in, boolean gzip) {
        this.name = name;
        this.in = in;
        this.gzip = gzip;
    }

    /**
     * Opens the stream of an input.
     *
     * @param input an input, not read yet
     */
    public static BinaryInput of(RowInput input) {
        return input.stream() instanceof BinaryInput own ? own : new BinaryInput(input.name(), input.stream(), false);
    }

    /** The input's name in messages: usually a path. */
    public String name() {
        return name;
    }

    /** Bytes read so far, after decompression: the offset of the next byte. */
    public long position() {
        return position;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) {
        try {
            int got = in.read(bytes, from, count);
            position += Math.max(got, 0);
            return got;
        } catch (EOFException e) {
            throw failure("ends too early after " + position + " bytes" + afterGunzip(), e);
        } catch (ZipException e) {
            throw failure(
                    "damaged " + (gzip ? "gzip" : "compressed") + " data after " + position + " bytes" + afterGunzip(),
                    e);
        } catch (IOException e) {
            throw IoErrors.reading(name, e);
        }
    }

    private String afterGunzip() {
        return gzip ? " (uncompressed): the gzip file is truncated or damaged" : "";
    }

    private SsmException failure(String what, IOException cause) {
        return Problem.data(name)
                .says("%s", what)
                .remedy("copy or download it again")
                .exception(cause);
    }

    /**
     * Reads exactly a number of bytes.
     *
     * @param bytes receives the bytes
     * @param from index of the first
     * @param count number of bytes
     * @param what description of the bytes in messages
     * @throws SsmException of kind DATA if the input ends too early
     */
    public void readFully(byte[] bytes, int from, int count, String what) {
        long start = position;
        int got = readUpTo(bytes, from, count);
        if (got < count) {
            throw Problem.data(name)
                    .says(
                            "truncated at byte %d: found %d of the %d bytes of %s that start at byte %d",
                            position, got, count, what, start)
                    .remedy("copy or download it again")
                    .exception();
        }
    }

    /**
     * Reads bytes until the input ends or the limit is reached.
     *
     * @param bytes receives the bytes
     * @param from index of the first
     * @param count the largest number of bytes
     * @return the number of bytes read
     */
    public int readUpTo(byte[] bytes, int from, int count) {
        int got = 0;
        while (got < count) {
            int n = read(bytes, from + got, count - got);
            if (n < 0) {
                break;
            }
            got += n;
        }
        return got;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw IoErrors.reading(name, e);
        }
    }
}
