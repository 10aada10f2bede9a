package org.slicedscore.data.io;

import java.io.IOException;
import java.io.OutputStream;
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
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * Reads and writes safetensors: an 8-byte little-endian length, a JSON header of that length, then the tensors' bytes
 * without gaps (https://github.com/huggingface/safetensors, README). What is written carries {@linkplain TensorChecksums checksums},
 * which reading verifies.
 */
public final class Safetensors {
    /** The longest header that the format allows. */
    static final long LONGEST_HEADER = 100_000_000;

    private Safetensors() {}

    /**
     * Reads a whole file and verifies its checksums, if it has any.
     *
     * @param path the file
     * @throws SsmException of kind DATA if it is missing, foreign, truncated, inconsistent or damaged
     */
    public static TensorFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw Problem.data(path.toString())
                    .says("is a folder")
                    .expected("a safetensors file")
                    .exception();
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
                    throw Problem.data(path.toString())
                            .says(
                                    "tensor %s has %d bytes, more than the 2 GiB that can be read",
                                    Quoting.quote(entry.name()), entry.end() - entry.begin())
                            .remedy("split it")
                            .exception();
                }
                ByteBuffer data = ByteBuffer.allocate((int) (entry.end() - entry.begin()));
                fill(channel, data, start + entry.begin(), path);
                tensors.put(entry.name(), new Tensor(entry.dtype(), entry.shape(), data));
            }
            return TensorChecksums.verified(path.toString(), new TensorFile(parsed.metadata(), tensors));
        } catch (IOException e) {
            throw IoErrors.reading(path.toString(), e);
        }
    }

    private static byte[] header(FileChannel channel, Path path, long size) throws IOException {
        if (size < 8) {
            throw Problem.data(new Subject.Byte(path.toString(), 0))
                    .found("a file of %d bytes", size)
                    .expected("a safetensors file, which begins with the 8-byte length of its header")
                    .remedy("check that this is the right file")
                    .exception();
        }
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, length, 0, path);
        long count = length.getLong(0);
        if (count < 2 || count > LONGEST_HEADER) {
            throw Problem.data(new Subject.Byte(path.toString(), 0))
                    .says(
                            "not a safetensors file: the header's length reads %s (bytes %s)",
                            Long.toUnsignedString(count), Quoting.hex(length.array(), 8))
                    .expected("2 to %d", LONGEST_HEADER)
                    .remedy("check that this is the right file")
                    .exception();
        }
        if (count > size - 8) {
            throw Problem.data(new Subject.Byte(path.toString(), 0))
                    .says(
                            "the header is said to have %d bytes, but only %d follow: truncated, or not a safetensors file",
                            count, size - 8)
                    .remedy("copy it again or check that this is the right file")
                    .exception();
        }
        ByteBuffer header = ByteBuffer.allocate((int) count);
        fill(channel, header, 8, path);
        return header.array();
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long from, Path path) throws IOException {
        while (buffer.hasRemaining()) {
            int got = channel.read(buffer, from + buffer.position());
            if (got < 0) {
                throw Problem.data(path.toString())
                        .says("truncated at byte %d while it was read", from + buffer.position())
                        .remedy("copy it again")
                        .exception();
            }
        }
        buffer.clear();
    }

    /**
     * Writes or replaces a file atomically. Tensors of wider types come first, so that each is aligned to its element
     * size; the header is padded with spaces to a multiple of 8 bytes.
     *
     * @param path the file; its folder exists
     * @param file the content
     * @throws SsmException of kind DATA if it cannot be written
     */
    public static void write(Path path, TensorFile file) {
        AtomicFiles.write(path, out -> write(out, file));
    }

    /**
     * Writes the same to a stream.
     *
     * @param out receives the file; not closed
     * @param file the content
     * @throws IOException if the stream cannot be written to
     */
    public static void write(OutputStream out, TensorFile file) throws IOException {
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(file.tensors().entrySet());
        order.sort(Comparator.comparing(e -> -e.getValue().dtype().bytes()));
        byte[] header = SafetensorsHeader.write(TensorChecksums.added(file), order);
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        WritableByteChannel channel = Channels.newChannel(out);
        for (Map.Entry<String, Tensor> entry : order) {
            channel.write(entry.getValue().bytes());
        }
        out.flush();
    }
}
