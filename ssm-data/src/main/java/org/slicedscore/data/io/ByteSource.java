package org.slicedscore.data.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;

/**
 * An open input whose first bytes are known before it is read: a file, standard input or a resource. Gzip is recognised by
 * its magic bytes and uncompressed.
 */
public final class ByteSource implements RowInput, AutoCloseable {
    /** The number of bytes {@link #head()} looks ahead. */
    public static final int HEAD = 1 << 16;

    private static final int BUFFER = 1 << 16;
    private static final Pattern HIDDEN = Pattern.compile("[._]");

    private final Path path;
    /** What lies in the folder, if the source is one; else null. */
    private final List<Path> entries;

    private final boolean gzip;
    private final byte[] head;
    private final BinaryInput input;
    private final Counted counted;

    /** Counts the bytes that were taken from the file itself, before they are uncompressed. */
    private static final class Counted extends FilterInputStream {
        private volatile long position;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int got = super.read();
            position += got < 0 ? 0 : 1;
            return got;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int got = super.read(bytes, from, count);
            position += Math.max(0, got);
            return got;
        }
    }

    private ByteSource(String name, Path path, List<Path> entries, InputStream raw) {
        this.path = path;
        this.entries = entries;
        this.counted = new Counted(raw);
        BufferedInputStream buffered = new BufferedInputStream(counted, BUFFER);
        try {
            this.gzip = startsWithGzip(buffered);
            InputStream plain = gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
            BinaryInput probe = new BinaryInput(name, plain, gzip);
            byte[] first = new byte[HEAD];
            this.head = Arrays.copyOf(first, probe.readUpTo(first, 0, HEAD));
            this.input = new BinaryInput(name, new SequenceInputStream(new ByteArrayInputStream(head), plain), gzip);
        } catch (IOException e) {
            closeQuietly(raw);
            throw IoErrors.reading(name, e);
        } catch (RuntimeException e) {
            closeQuietly(raw);
            throw e;
        }
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @return the source; the caller closes it
     * @throws SsmException of kind DATA if it is missing, a folder, empty, or cannot be read
     */
    public static ByteSource file(Path path) {
        if (Files.isDirectory(path)) {
            throw isFolder(path, "a file");
        }
        try {
            ByteSource source = new ByteSource(path.toString(), path, null, Files.newInputStream(path));
            return source.refuseEmpty();
        } catch (IOException e) {
            throw IoErrors.reading(path.toString(), e);
        }
    }

    /**
     * Opens a folder. Its bytes are those of its first file.
     *
     * @param path the folder
     * @return the source; the caller closes it
     * @throws SsmException of kind DATA if there is no file in it, or it cannot be read
     */
    public static ByteSource folder(Path path) {
        try {
            List<Path> entries = visible(path);
            Path first = entries.stream()
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> isFolder(path, "a file"));
            return new ByteSource(path.toString(), path, entries, Files.newInputStream(first));
        } catch (IOException e) {
            throw IoErrors.reading(path.toString(), e);
        }
    }

    /** What lies in a folder, sorted, without what programs put there for themselves, such as _SUCCESS. */
    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(entry ->
                            !HIDDEN.matcher(entry.getFileName().toString()).lookingAt())
                    .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
                    .toList();
        }
    }

    /**
     * The refusal of a folder.
     *
     * @param path the folder
     * @param expected what can be read instead
     */
    public static SsmException isFolder(Path path, String expected) {
        return Problem.data(path.toString())
                .says("is a folder")
                .expected("%s", expected)
                .remedy("name a file in it")
                .exception();
    }

    /**
     * Wraps a stream.
     *
     * @param name its name in messages
     * @param in the stream, closed with the source
     * @return the source; the caller closes it
     * @throws SsmException of kind DATA if it is empty or cannot be read
     */
    public static ByteSource stream(String name, InputStream in) {
        return new ByteSource(name, null, null, in).refuseEmpty();
    }

    private ByteSource refuseEmpty() {
        if (head.length == 0) {
            close();
            throw Problem.data(name()).says("is empty").expected("rows of data").exception();
        }
        return this;
    }

    private static boolean startsWithGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        return first == 0x1f && second == 0x8b;
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public String name() {
        return input.name();
    }

    /** The file or folder itself: its path, or null if the source is neither. */
    public Path path() {
        return path;
    }

    /**
     * How much of the file has been read, from 0 to 1; 0 if its size is not known, or no more than its first bytes were
     * read here, as by formats that open the file themselves.
     */
    public double done() {
        try {
            long size = path == null || !Files.isRegularFile(path) ? 0 : Files.size(path);
            boolean streamed = counted.position > HEAD + BUFFER || counted.position == size;
            return size == 0 || !streamed ? 0 : Math.min(1, (double) counted.position / size);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether the bytes were gzip: true if {@link #input()} uncompresses. */
    public boolean gzip() {
        return gzip;
    }

    @Override
    public byte[] head() {
        return head;
    }

    @Override
    public Optional<Path> file() {
        return path != null && !gzip && Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
    }

    @Override
    public String fileName() {
        Path named = entries == null ? path : firstFile();
        String file = named == null ? "" : named.getFileName().toString().toLowerCase(Locale.ROOT);
        return file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
    }

    private Path firstFile() {
        return entries.stream().filter(Files::isRegularFile).findFirst().orElse(null);
    }

    /** Whether the source is a folder. */
    public boolean isFolder() {
        return entries != null;
    }

    @Override
    public List<Path> files() {
        return entries == null ? file().stream().toList() : entries;
    }

    @Override
    public InputStream stream() {
        return input;
    }

    /** All bytes, uncompressed. There is one stream, readable once. */
    public BinaryInput input() {
        return input;
    }

    @Override
    public void close() {
        input.close();
    }
}
