package org.slicedscore.data.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;

/** An open NPZ archive: NPY arrays by name, stored or deflated. */
public final class Npz implements AutoCloseable {
    private final String name;
    private final ZipFile zip;
    private final Path temporary;

    private Npz(String name, ZipFile zip, Path temporary) {
        this.name = name;
        this.zip = zip;
        this.temporary = temporary;
    }

    /**
     * Opens an archive. Input that is not a plain file (standard input, a pipe, gzip) is copied to a temporary file,
     * because an archive's directory is at its end.
     *
     * @param source an open source that begins with a zip's magic bytes
     * @return the archive; the caller closes it
     * @throws SsmException of kind DATA if it is damaged or truncated
     */
    public static Npz open(RowInput source) {
        Path temporary = null;
        try {
            Path path = source.file().orElse(null);
            if (path == null) {
                temporary = Files.createTempFile("ssm-", ".npz");
                try (InputStream in = source.stream()) {
                    Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                }
                path = temporary;
            }
            return new Npz(source.name(), new ZipFile(path.toFile()), temporary);
        } catch (IOException e) {
            delete(temporary);
            if (e instanceof ZipException) {
                throw Problem.data(source.name())
                        .says("truncated or damaged NPZ archive (%s)", Quoting.plain(e.getMessage(), 100))
                        .remedy("copy or download it again, or write it with numpy.savez")
                        .exception(e);
            }
            throw IoErrors.reading(source.name(), e);
        } catch (RuntimeException e) {
            delete(temporary);
            throw e;
        }
    }

    /** The names of the arrays, in the archive's order: names without {@code .npy}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        zip.stream()
                .map(ZipEntry::getName)
                .filter(n -> n.endsWith(".npy"))
                .forEach(n -> names.add(n.substring(0, n.length() - 4)));
        return names;
    }

    /**
     * Reads an array.
     *
     * @param array one of {@link #names()}
     * @return the array
     * @throws SsmException of kind DATA if there is none of that name, or it cannot be read
     */
    public NdArray read(String array) {
        try (BinaryInput in = entry(array)) {
            return Npy.read(in);
        }
    }

    /**
     * Opens an array.
     *
     * @param array one of {@link #names()}
     * @return its numbers, which can be read until the archive is closed
     * @throws SsmException of kind DATA if there is none of that name, or it holds no real numbers
     */
    public ArrayInput open(String array) {
        return Npy.open(entry(array));
    }

    private BinaryInput entry(String array) {
        ZipEntry entry = zip.getEntry(array + ".npy");
        String label = name + "[" + Quoting.plain(array, 60) + "]";
        if (entry == null) {
            throw Problem.data(name)
                    .says("no array %s", Quoting.quote(array))
                    .remedy("it has %s", Quoting.plain(String.join(", ", names()), 300))
                    .exception();
        }
        try {
            return new BinaryInput(label, new BufferedInputStream(zip.getInputStream(entry), 1 << 16), false);
        } catch (IOException e) {
            throw IoErrors.reading(label, e);
        }
    }

    /**
     * The shape of an array, without reading its numbers.
     *
     * @param array one of {@link #names()}
     * @return the lengths of the axes, or null if the array holds no real numbers
     */
    public int[] shape(String array) {
        try (BinaryInput in = entry(array)) {
            return Npy.shape(in);
        } catch (SsmException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw IoErrors.reading(name, e);
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            temporary.toFile().deleteOnExit();
        }
    }
}
