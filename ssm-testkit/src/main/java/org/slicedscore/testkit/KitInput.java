package org.slicedscore.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slicedscore.api.data.RowInput;

/** An input for formats: a temporary file, or a stream without a file. */
final class KitInput implements RowInput, AutoCloseable {
    private static final int HEAD = 65_536;

    private final Path file;
    private final byte[] head;
    private final InputStream stream;

    private KitInput(Path file, byte[] bytes, InputStream stream) {
        this.file = file;
        this.head = Arrays.copyOf(bytes, Math.min(HEAD, bytes.length));
        this.stream = stream;
    }

    /** A file in its own folder, removed when closed. */
    static KitInput file(String fileName, byte[] bytes) {
        try {
            Path file = Files.write(Files.createTempDirectory("ssm-contract").resolve(fileName), bytes);
            return new KitInput(file, bytes, new BufferedInputStream(Files.newInputStream(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stream that gives at most 3 bytes at a time. */
    static KitInput dribbling(byte[] bytes) {
        return new KitInput(null, bytes, new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int from, int count) {
                return super.read(to, from, Math.min(3, count));
            }
        });
    }

    @Override
    public String name() {
        return file == null ? "standard input" : file.toString();
    }

    @Override
    public byte[] head() {
        return head;
    }

    @Override
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public String fileName() {
        return file == null ? "" : file.getFileName().toString();
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public void close() {
        try {
            stream.close();
            if (file != null && Files.deleteIfExists(file)) {
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
