package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the sources: no circle of packages, no name with two meanings, no module with more than a third of the main code. */
class PackageRulesTest {
    private static final Pattern NAME = Pattern.compile("org\\.slicedscore(?:\\.[a-z][a-z0-9]*)+(?=\\.[A-Z])");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    @Test
    void noPackageDependsOnItselfThroughOthers() throws IOException {
        Map<String, Set<String>> uses = packages();
        assertTrue(uses.size() > 30, () -> "only these packages were found: " + uses.keySet());
        List<String> circles = new ArrayList<>();
        for (String start : uses.keySet()) {
            Set<String> reached = new TreeSet<>();
            collect(uses, start, reached);
            if (reached.contains(start)) {
                circles.add(start + " -> "
                        + uses.get(start).stream()
                                .filter(next -> reaches(uses, next, start))
                                .toList());
            }
        }
        assertEquals(List.of(), circles);
    }

    @Test
    void noModuleHoldsMoreThanAThirdOfTheMainCode() throws IOException {
        Map<String, Long> lines = new TreeMap<>();
        for (Path module : modules()) {
            long count = 0;
            for (Path file : sources(module)) {
                count += Files.readAllLines(file).size();
            }
            lines.put(module.getFileName().toString(), count);
        }
        long all = lines.values().stream().mapToLong(Long::longValue).sum();
        assertEquals(
                List.of(),
                lines.entrySet().stream().filter(e -> 3 * e.getValue() > all).toList(),
                () -> "of " + all + " lines");
    }

    @Test
    void everyClassNameHasOneMeaning() throws IOException {
        Map<String, Set<String>> places = new TreeMap<>();
        for (Path module : modules()) {
            for (Path file : sources(module)) {
                places.computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
                        .add(module.getParent().relativize(file).toString());
            }
        }
        places.keySet().removeAll(Set.of("module-info.java", "package-info.java"));
        // the name under which plug-ins built before know it, beside the one it has now
        places.remove("SsmException.java");
        places.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), places);
    }

    private static boolean reaches(Map<String, Set<String>> uses, String from, String to) {
        Set<String> reached = new TreeSet<>();
        collect(uses, from, reached);
        return from.equals(to) || reached.contains(to);
    }

    private static void collect(Map<String, Set<String>> uses, String from, Set<String> reached) {
        for (String next : uses.getOrDefault(from, Set.of())) {
            if (reached.add(next)) {
                collect(uses, next, reached);
            }
        }
    }

    /** The packages that each package names in its code. */
    private static Map<String, Set<String>> packages() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Path module : modules()) {
            for (Path file : sources(module)) {
                String name = file.getFileName().toString();
                if (!name.equals("module-info.java") && !name.equals("package-info.java")) {
                    Path root = module.resolve(Path.of("src", "main", "java"));
                    String self = root.relativize(file.getParent())
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), ".");
                    Set<String> named = uses.computeIfAbsent(self, p -> new TreeSet<>());
                    Matcher matcher =
                            NAME.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""));
                    while (matcher.find()) {
                        named.add(matcher.group());
                    }
                    named.remove(self);
                }
            }
        }
        return uses;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("ssm.root")))) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("ssm-"))
                    .filter(folder -> Files.isDirectory(folder.resolve(Path.of("src", "main", "java"))))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> sources(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve(Path.of("src", "main", "java")))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
