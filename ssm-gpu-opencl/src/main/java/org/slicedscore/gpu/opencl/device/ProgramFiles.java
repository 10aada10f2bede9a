package org.slicedscore.gpu.opencl.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Compiled programs and measurements kept between starts, in a folder for each device and driver. Only a cache: files
 * that cannot be read or written are made again.
 */
public final class ProgramFiles {
    private final Path folder;

    /** The files of a device and its driver. */
    public ProgramFiles(Path root, String key) {
        folder = root.resolve(hash(key).substring(0, 16));
    }

    /**
     * Where files go unless a test says otherwise: {@code $XDG_CACHE_HOME/ssm/opencl}, else {@code
     * ~/.cache/ssm/opencl}.
     */
    public static Path root() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("ssm").resolve("opencl");
    }

    /** Reads the file that was made of some content, or null if there is none. */
    public byte[] read(String content, String suffix) {
        try {
            return Files.readAllBytes(file(content, suffix));
        } catch (IOException e) {
            return null;
        }
    }

    /** Writes the file made of some content, so that others see all of it or nothing. */
    public void write(String content, String suffix, byte[] bytes) {
        Path file = file(content, suffix);
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part", null);
            try {
                Files.write(part, bytes);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            System.getLogger(ProgramFiles.class.getName())
                    .log(System.Logger.Level.DEBUG, "not kept for later starts: {0}", e.toString());
        }
    }

    private Path file(String content, String suffix) {
        return folder.resolve(hash(content).substring(0, 32) + suffix);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
