package org.slicedscore.cli.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that can be opened, but not read. */
final class UnreadableChannel extends FileChannel {
    private final Path path;
    private final FileChannel plain;

    UnreadableChannel(Path path, FileChannel plain) {
        this.path = path;
        this.plain = plain;
    }

    private FileSystemException failure() {
        return new FileSystemException(path.toString(), null, "Input/output error");
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        throw failure();
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        throw failure();
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
        throw failure();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        throw failure();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        throw failure();
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
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return plain.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return plain.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        plain.close();
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw unwritable();
    }

    @Override
    public int write(ByteBuffer bytes, long position) {
        throw unwritable();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
        throw unwritable();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
        throw unwritable();
    }

    @Override
    public FileChannel truncate(long size) {
        throw unwritable();
    }

    @Override
    public void force(boolean metadata) {
        throw unwritable();
    }

    private IllegalStateException unwritable() {
        return new IllegalStateException("opened for reading: " + path);
    }
}
