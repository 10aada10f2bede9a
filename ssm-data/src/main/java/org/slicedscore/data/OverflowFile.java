package org.slicedscore.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slicedscore.data.io.IoErrors;

/**
 * Where the numbers of a long table lie that the heap should not hold: a temporary file that the operating system maps into memory,
 * and drops from it when memory is short. It disappears with the process.
 */
final class OverflowFile {
    private static final long MOST_ON_HEAP = 512L << 20;

    private FileChannel file;
    private long size;

    /** How much of one table lies on the heap: 512 MiB, but no more than an eighth of the largest heap. */
    static long bytesOnHeap() {
        return Math.min(MOST_ON_HEAP, Runtime.getRuntime().maxMemory() / 8);
    }

    /**
     * More room, zeros to begin with.
     *
     * @param bytes how much
     * @return in the machine's byte order
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the disk is full
     */
    ByteBuffer more(int bytes) {
        try {
            if (file == null) {
                Path path = Files.createTempFile("ssm-rows-", ".tmp");
                file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            reserve(bytes);
            ByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, size, bytes);
            size += bytes;
            return mapped.order(ByteOrder.nativeOrder());
        } catch (IOException e) {
            throw IoErrors.writing(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    /** On a full disk a write fails with a reason, where touching memory that is mapped to it would end in an internal error. */
    private void reserve(int bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
        for (long at = size; at < size + bytes; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), size + bytes - at));
            at += file.write(zeros, at);
        }
    }
}
