package org.slicedscore.spark.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a run directory in memory: what travels to executors, and what is saved. */
public final class RunFiles implements Serializable {
    private static final long serialVersionUID = 1;

    private final TreeMap<String, byte[]> files;
    private final String id;

    private RunFiles(TreeMap<String, byte[]> files) {
        this.files = files;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            id = HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads files of a folder.
     *
     * @param folder the folder
     * @param names the files that are wanted; those that are not there are left out
     */
    public static RunFiles read(java.nio.file.Path folder, List<String> names) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try {
            for (String name : names) {
                java.nio.file.Path file = folder.resolve(name);
                if (Files.exists(file)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunFiles(files);
    }

    /**
     * Reads all files of a folder that Hadoop knows.
     *
     * @param folder the folder
     * @param hadoop says where it is
     */
    public static RunFiles load(Path folder, Configuration hadoop) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        FileSystem system = folder.getFileSystem(hadoop);
        for (FileStatus file : system.listStatus(folder)) {
            try (InputStream in = system.open(file.getPath())) {
                files.put(file.getPath().getName(), in.readAllBytes());
            }
        }
        return new RunFiles(files);
    }

    /**
     * Writes all files.
     *
     * @param folder a folder that Hadoop knows
     * @param hadoop says where it is
     */
    public void save(Path folder, Configuration hadoop) throws IOException {
        FileSystem system = folder.getFileSystem(hadoop);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try (OutputStream out = system.create(new Path(folder, file.getKey()))) {
                out.write(file.getValue());
            }
        }
    }

    /** Something to do with the files in a folder of this machine. */
    @FunctionalInterface
    public interface Use<T> {
        /** Does it. */
        T in(java.nio.file.Path folder) throws IOException;
    }

    /**
     * Puts the files into a folder for a while.
     *
     * @param <T> the type of the result
     * @param use what needs them there
     */
    public <T> T use(Use<T> use) {
        return temporarily(folder -> {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            return use.in(folder);
        });
    }

    /**
     * Makes a folder for a while.
     *
     * @param <T> the type of the result
     * @param use what needs it
     */
    public static <T> T temporarily(Use<T> use) {
        try {
            java.nio.file.Path folder = Files.createTempDirectory("ssm-spark-");
            try {
                return use.in(folder);
            } finally {
                try (Stream<java.nio.file.Path> all = Files.walk(folder)) {
                    for (java.nio.file.Path file :
                            all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of a file.
     *
     * @param name such as {@code model.safetensors}
     * @return a copy, or null if there is none
     */
    public byte[] bytes(String name) {
        byte[] bytes = files.get(name);
        return bytes == null ? null : bytes.clone();
    }

    /** The names of the files. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** SHA-256 of all of it: 64 hexadecimal digits. */
    public String id() {
        return id;
    }
}
