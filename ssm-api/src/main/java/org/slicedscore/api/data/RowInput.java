package org.slicedscore.api.data;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** An open input: a file, standard input or a resource. Gzip is undone already. */
public interface RowInput {
    /**
     * What messages call it.
     *
     * @return a path, mostly
     */
    String name();

    /**
     * The first bytes, without consuming them.
     *
     * @return up to 65,536 of them, fewer only where the input is shorter; not to be changed
     */
    byte[] head();

    /**
     * The file itself, for formats that are not read from front to end.
     *
     * @return its path; empty where the bytes come from elsewhere or were compressed
     */
    Optional<Path> file();

    /**
     * The file's name, which may tell variants of a format apart.
     *
     * @return lower case, without folders and without {@code .gz}; empty where there is none
     */
    String fileName();

    /**
     * All bytes from the first on. There is one stream, to be read once; whoever opened the input closes it.
     *
     * @return the stream, buffered
     */
    InputStream stream();
}
