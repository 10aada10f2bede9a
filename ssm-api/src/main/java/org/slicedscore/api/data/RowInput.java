package org.slicedscore.api.data;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An open input: a file, a folder of files, standard input or a resource. Gzip is already uncompressed. */
public interface RowInput {
    /** {@return the input's name in messages: usually a path} */
    String name();

    /**
     * {@return the first bytes, of a folder those of its first file, without consuming them: up to 65,536 of them, fewer only if the input is shorter; do
     * not modify}
     */
    byte[] head();

    /**
     * {@return the file itself, for formats that need random access: its path; empty if the bytes come from elsewhere
     * or were compressed, or the input is a folder}
     */
    Optional<Path> file();

    /**
     * {@return the files of the input: of a folder all that lies in it, subfolders included, in the order of their
     * names, without names that begin with {@code .} or {@code _}; else the {@link #file()}, if there is one}
     *
     * @since 0.2.0
     */
    default List<Path> files() {
        return file().stream().toList();
    }

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
