package org.slicedscore.cli.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Files of a folder, compared. */
public final class Trees {
    private Trees() {}

    /** All files of a folder, or the file itself, by relative path; other processes may be changing them. */
    public static List<Path> files(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(p -> !Files.isDirectory(p)).forEach(files::add);
        } catch (java.io.UncheckedIOException e) {
            // deleted while it was listed
            return files;
        }
        return files;
    }

    /** What is there at a glance: sizes and times by path. */
    public static Map<Path, String> glance(Path root) throws IOException {
        Map<Path, String> glance = new TreeMap<>();
        for (Path file : files(root)) {
            try {
                BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
                glance.put(file, a.size() + "@" + a.lastModifiedTime().toMillis() + "#" + a.fileKey());
            } catch (NoSuchFileException e) {
                glance.put(file, "gone");
            }
        }
        return glance;
    }

    public static Map<Path, byte[]> contents(Path root) throws IOException {
        Map<Path, byte[]> contents = new TreeMap<>();
        for (Path file : files(root)) {
            contents.put(root.relativize(file), Files.readAllBytes(file));
        }
        return contents;
    }

    public static boolean same(Path a, Path b) throws IOException {
        return Arrays.equals(Files.readAllBytes(a), Files.readAllBytes(b));
    }

    /** Differences of two folders, of texts after something is taken out of them. */
    public static List<String> differences(Path found, Path expected, Function<String, String> neutral)
            throws IOException {
        Map<Path, byte[]> a = contents(found);
        Map<Path, byte[]> b = contents(expected);
        List<String> lines = new ArrayList<>();
        a.forEach((path, bytes) -> {
            byte[] other = b.remove(path);
            if (other == null) {
                lines.add(path + " is left over");
            } else if (!Arrays.equals(neutral(path, bytes, neutral), neutral(path, other, neutral))) {
                lines.add(path + " differs");
            }
        });
        b.keySet().forEach(path -> lines.add(path + " is missing"));
        return lines;
    }

    private static byte[] neutral(Path path, byte[] bytes, Function<String, String> neutral) {
        if (!path.toString().matches(".*\\.(json|jsonl|csv|md)")) {
            return bytes;
        }
        return neutral.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    public static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    public static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
