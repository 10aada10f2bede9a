package org.slicedscore.cli.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is written to, on a {@link Disk}. */
final class FaultChannel extends FileChannel {
    private final Disk disk;
    private final Path path;
    private final FileChannel plain;
    private final boolean folder;

    FaultChannel(Disk disk, Path path, FileChannel plain) {
        this.disk = disk;
        this.path = path;
        this.plain = plain;
        this.folder = Files.isDirectory(path);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        boolean half = disk.operation("write", path);
        disk.written(path, plain.size());
        if (!half && !disk.shortWrites()) {
            return plain.write(bytes);
        }
        int count = Math.max(half ? 0 : 1, bytes.remaining() / 2);
        ByteBuffer part = bytes.slice(bytes.position(), count);
        while (part.hasRemaining()) {
            plain.write(part);
        }
        bytes.position(bytes.position() + count);
        if (half) {
            throw disk.full();
        }
        return count;
    }

    /** Nothing needs to survive the test itself, so the real disk is spared. */
    @Override
    public void force(boolean metadata) throws IOException {
        if (!folder) {
            disk.operation("force", path);
            disk.forced(path);
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        // of a killed process nothing is closed in an orderly way; that has no consequence but the release of locks
        plain.close();
        disk.closed(plain);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return plain.tryLock(position, size, shared);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return plain.lock(position, size, shared);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return plain.read(bytes);
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        return plain.read(bytes, position);
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return plain.read(bytes, offset, length);
    }

    @Override
    public long position() throws IOException {
        return plain.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        plain.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return plain.size();
    }

    @Override
    public FileChannel truncate(long size) {
        throw unused();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
        throw unused();
    }

    @Override
    public int write(ByteBuffer bytes, long position) {
        throw unused();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) {
        throw unused();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
        throw unused();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw unused();
    }

    /** Whoever begins to write files so must be tested so. */
    private UnsupportedOperationException unused() {
        return new UnsupportedOperationException("a way of writing that this disk has no faults for: " + path);
    }
}
