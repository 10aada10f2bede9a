package org.slicedscore.cli.skeleton;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.run.Version;

/** A small Maven project with one plug-in and its contract test. */
public final class Skeleton {
    private static final String ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private final SkeletonKind kind;
    private final String id;
    private final String packageName;
    private final String className;
    private final Path repository;

    /**
     * Names the project.
     *
     * @param kind what kind of plug-in
     * @param id its id
     * @param packageName its package and module; null for one below {@code com.example}
     * @param repository a Maven repository with the framework's artifacts; null where they are in a usual one
     * @throws SsmException of kind USAGE if a name is not allowed
     */
    public Skeleton(SkeletonKind kind, String id, String packageName, Path repository) {
        if (!id.matches(ID)) {
            throw SsmException.usage(
                    "found the name '%s', expected lower-case words joined by '-', such as my-model", id);
        }
        this.kind = kind;
        this.id = id;
        this.packageName = packageName == null ? "com.example." + id.replace("-", "") : packageName;
        this.repository = repository;
        className = className(id, className(kind.word()));
        try {
            ModuleDescriptor.newModule(this.packageName);
        } catch (IllegalArgumentException e) {
            throw Problem.usage(Subject.setting("package"))
                    .found("'%s'", this.packageName)
                    .expected("Java names joined by '.' (%s)", e.getMessage())
                    .exception();
        }
        if (!this.packageName.contains(".")) {
            throw Problem.usage(Subject.setting("package"))
                    .found("'%s'", this.packageName)
                    .expected("at least two names, such as com.example")
                    .exception();
        }
    }

    /** {@code my-flow} as {@code MyFlowModel}, but none of the names that it is written with. */
    private static String className(String id, String kind) {
        String name = className(id);
        String whole = name.endsWith(kind) ? name : name + kind;
        boolean taken = Set.of(kind, "LogDensityModel", "DataFormat").contains(whole);
        return taken ? whole + "Plugin" : whole;
    }

    /** {@code my-flow} as {@code MyFlow}. */
    private static String className(String id) {
        StringBuilder name = new StringBuilder();
        for (String word : id.split("-")) {
            boolean digit = Character.isDigit(word.charAt(0)) && name.isEmpty();
            name.append(digit ? "_" : "")
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word.substring(1));
        }
        return name.toString();
    }

    /**
     * Writes the project.
     *
     * @param folder a folder that is empty or not there
     * @throws SsmException of kind USAGE if the folder holds something, of kind DATA if it cannot be written
     */
    public void write(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (var entries = Files.newDirectoryStream(folder)) {
                    if (entries.iterator().hasNext()) {
                        throw Problem.usage(new Subject.File(folder.toString()))
                                .says("is not empty")
                                .remedy("name another folder with --dir")
                                .exception();
                    }
                }
            }
            Map<String, String> files =
                    files(folder.toAbsolutePath().normalize().getFileName().toString());
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw IoErrors.writing(folder, e);
        }
    }

    /** Paths in the project and what they hold. */
    private Map<String, String> files(String folder) {
        String source = "src/main/java/";
        String path = packageName.replace('.', '/') + "/" + className;
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", fill("pom.xml", folder));
        files.put("README.md", fill("README.md", folder));
        files.put(".gitignore", "target/\n");
        files.put(source + "module-info.java", fill("module-info.java.txt", folder));
        files.put(source + path + ".java", source());
        files.put("src/test/java/" + path + "Test.java", fill("test.java.txt", folder));
        files.put(
                "src/main/resources/META-INF/services/" + kind.service().getName(),
                packageName + "." + className + "\n");
        return files;
    }

    private String source() {
        if (kind == SkeletonKind.BACKEND) {
            // the example itself, under another name
            return read("TinyBackend.java")
                    .replace("org.example.tiny", packageName)
                    .replace("TinyBackend", className)
                    .replace("\"tiny\"", "\"" + id + "\"");
        }
        return fill(kind.word() + ".java.txt", "");
    }

    private String fill(String template, String folder) {
        return read(template)
                .replace("@try@", kind.example())
                .replace("@repositories@", repositories())
                .replace("@version@", Version.get())
                .replace("@kind@", kind.word())
                .replace("@id@", id)
                .replace("@group@", packageName.substring(0, packageName.lastIndexOf('.')))
                .replace("@package@", packageName)
                .replace("@class@", className)
                .replace("@folder@", folder)
                .replace("@service@", kind.service().getName())
                .replace("@type@", kind.service().getSimpleName())
                .replace("@contract@", kind.contract())
                .replace("@accessor@", kind.accessor());
    }

    private String repositories() {
        if (repository == null) {
            return "";
        }
        return """

                    <repositories>
                        <!-- The artifacts that came with the installed ssm. -->
                        <repository>
                            <id>ssm</id>
                            <url>%s</url>
                        </repository>
                    </repositories>
                """.formatted(repository.toUri());
    }

    private static String read(String name) {
        try (InputStream in = Skeleton.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + Skeleton.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
