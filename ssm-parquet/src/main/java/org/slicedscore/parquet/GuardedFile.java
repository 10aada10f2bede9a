package org.slicedscore.parquet;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that gives only bytes that it has. In a damaged file a page may claim to go on behind its column; hardwood 1.0.1 then asks for nothing,
 * again and again, and never ends.
 */
record GuardedFile(InputFile file) implements InputFile {
    @Override
    public void open() throws IOException {
        file.open();
    }

    @Override
    public ByteBuffer readRange(long offset, int length) throws IOException {
        if (length <= 0 || offset < 0 || offset > length() - length) {
            throw new IOException("a piece of " + length + " bytes at " + offset + " is not in the file");
        }
        return file.readRange(offset, length);
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
