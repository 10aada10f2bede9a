package org.slicedscore.cli.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The provider of the default file system of a JVM that is started with {@code -Djava.nio.file.spi.DefaultFileSystemProvider}: all as
 * usual, but what changes a file first asks {@link Disk}.
 */
public final class FaultProvider extends FileSystemProvider {
    private final FileSystemProvider plain;
    private final FaultFileSystem system;

    /**
     * For the JDK.
     *
     * @param plain the system's own provider
     */
    public FaultProvider(FileSystemProvider plain) {
        this.plain = plain;
        this.system = new FaultFileSystem(this, plain.getFileSystem(URI.create("file:///")));
    }

    private static Path plain(Path path) {
        return FaultPath.plain(path);
    }

    private static void operation(String what, Path path) throws IOException {
        Disk disk = Disk.current();
        if (disk.holds(plain(path))) {
            disk.operation(what, path);
        }
    }

    @Override
    public String getScheme() {
        return plain.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
        return plain.newFileSystem(uri, environment);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return system.wrap(plain.getPath(uri));
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        Disk disk = Disk.current();
        if (!writes && !Files.isDirectory(path)) {
            FileChannel channel = plain.newFileChannel(plain(path), options, attributes);
            return disk.unreadable(plain(path)) ? new UnreadableChannel(plain(path), channel) : channel;
        }
        if (!disk.holds(plain(path))) {
            return plain.newFileChannel(plain(path), options, attributes);
        }
        if (writes) {
            disk.operation("open", path);
        }
        FileChannel channel = plain.newFileChannel(plain(path), options, attributes);
        disk.opened(channel);
        return new FaultChannel(disk, plain(path), channel);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> stream =
                plain.newDirectoryStream(plain(folder), path -> filter.accept(system.wrap(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return system.wrap(paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        operation("mkdir", folder);
        plain.createDirectory(plain(folder), attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        operation("link", link);
        plain.createSymbolicLink(plain(link), plain(target), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        operation("link", link);
        plain.createLink(plain(link), plain(existing));
        Disk.current().linked(plain(existing), plain(link));
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return system.wrap(plain.readSymbolicLink(plain(link)));
    }

    /** A file that is not there cannot be deleted: that changes nothing. */
    @Override
    public void delete(Path path) throws IOException {
        if (Files.exists(plain(path), LinkOption.NOFOLLOW_LINKS)) {
            operation("delete", path);
        }
        plain.delete(plain(path));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        operation("copy", to);
        plain.copy(plain(from), plain(to), options);
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        operation("rename", to);
        plain.move(plain(from), plain(to), options);
        Disk.current().renamed(plain(from), plain(to));
    }

    @Override
    public boolean isSameFile(Path a, Path b) throws IOException {
        return plain.isSameFile(plain(a), plain(b));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return plain.isHidden(plain(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return plain.getFileStore(plain(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        plain.checkAccess(plain(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return plain.getFileAttributeView(plain(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return plain.readAttributes(plain(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return plain.readAttributes(plain(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        operation("attribute", path);
        plain.setAttribute(plain(path), attribute, value, options);
    }
}
