package org.slicedscore.api.data;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** An open input: a file, standard input or a resource. Gzip is already uncompressed. */
public interface RowInput {
    /** {@return the input's name in messages: usually a path} */
    String name();

    /**
     * {@return the first bytes, without consuming them: up to 65,536 of them, fewer only if the input is shorter; do
     * not modify}
     */
    byte[] head();

    /**
     * {@return the file itself, for formats that need random access: its path; empty if the bytes come from elsewhere
     * or were compressed}
     */
    Optional<Path> file();

    /**
     * {@return the file's name, which may distinguish variants of a format: lower case, without folders and without
     * {@code .gz}; empty if there is none}
     */
    String fileName();

    /**
     * All bytes. There is one stream, readable once; the opener of the input closes it.
     *
     * @return the stream, buffered
     */
    InputStream stream();
}
