package org.slicedscore.data.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.SsmException;

/**
 * Reads and writes safetensors: an 8-byte little-endian length, a JSON header of that length, then the tensors' bytes
 * without gaps (https://github.com/huggingface/safetensors, README).
 */
public final class Safetensors {
    /** The longest header that the format allows. */
    static final long LONGEST_HEADER = 100_000_000;

    private Safetensors() {}

    /**
     * Reads a file whole.
     *
     * @param path the file
     * @return its tensors
     * @throws SsmException of kind DATA if it is missing, foreign, truncated or inconsistent
     */
    public static TensorFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw SsmException.data("%s: is a folder, expected a safetensors file", path);
        }
        try (FileChannel channel = FileChannel.open(path)) {
            long size = channel.size();
            byte[] header = header(channel, path, size);
            SafetensorsHeader parsed = SafetensorsHeader.parse(path.toString(), header);
            long start = 8L + header.length;
            parsed.checkLayout(size - start);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : parsed.entries()) {
                if (entry.end() - entry.begin() > Integer.MAX_VALUE - 8) {
                    throw SsmException.data(
                            "%s: tensor %s has %d bytes, more than the 2 GiB that can be read; split it",
                            path, Quoting.quote(entry.name()), entry.end() - entry.begin());
                }
                ByteBuffer data = ByteBuffer.allocate((int) (entry.end() - entry.begin()));
                fill(channel, data, start + entry.begin(), path);
                tensors.put(entry.name(), new Tensor(entry.dtype(), entry.shape(), data));
            }
            return new TensorFile(parsed.metadata(), tensors);
        } catch (IOException e) {
            throw IoErrors.reading(path.toString(), e);
        }
    }

    private static byte[] header(FileChannel channel, Path path, long size) throws IOException {
        if (size < 8) {
            throw SsmException.data(
                    "%s: byte 0: found a file of %d bytes, expected a safetensors file, which begins with the 8-byte "
                            + "length of its header; check that this is the right file",
                    path, size);
        }
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, length, 0, path);
        long count = length.getLong(0);
        if (count < 2 || count > LONGEST_HEADER) {
            throw SsmException.data(
                    "%s: byte 0: not a safetensors file: the header's length reads %s (bytes %s), expected 2 to %d; "
                            + "check that this is the right file",
                    path, Long.toUnsignedString(count), Quoting.hex(length.array(), 8), LONGEST_HEADER);
        }
        if (count > size - 8) {
            throw SsmException.data(
                    "%s: byte 0: the header is said to have %d bytes, but only %d follow: truncated, or not a safetensors "
                            + "file; copy it again or check that this is the right file",
                    path, count, size - 8);
        }
        ByteBuffer header = ByteBuffer.allocate((int) count);
        fill(channel, header, 8, path);
        return header.array();
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long from, Path path) throws IOException {
        while (buffer.hasRemaining()) {
            int got = channel.read(buffer, from + buffer.position());
            if (got < 0) {
                throw SsmException.data(
                        "%s: truncated at byte %d while it was read; copy it again", path, from + buffer.position());
            }
        }
        buffer.clear();
    }

    /**
     * Writes or replaces a file, atomically. Tensors of wider numbers come first, so that each begins at a multiple of its
     * numbers' width; the header is padded with spaces to a multiple of 8 bytes.
     *
     * @param path the file; its folder exists
     * @param file what it is to hold
     * @throws SsmException of kind DATA if it cannot be written
     */
    public static void write(Path path, TensorFile file) {
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(file.tensors().entrySet());
        order.sort(Comparator.comparing(e -> -e.getValue().dtype().bytes()));
        byte[] header = SafetensorsHeader.write(file.metadata(), order);
        AtomicFiles.write(path, out -> {
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putLong(header.length).array());
            out.write(header);
            WritableByteChannel channel = Channels.newChannel(out);
            for (Map.Entry<String, Tensor> entry : order) {
                channel.write(entry.getValue().bytes());
            }
        });
    }
}
