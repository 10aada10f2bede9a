package org.slicedscore.cli.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A plug-in in the making: sources and other files, compiled with the platform's compiler and put into a jar. */
final class PluginSources {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final List<Path> libraries = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /** Adds a class, named in full, or {@code module-info}. */
    PluginSources source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /** Adds a file of that name to the jar. */
    PluginSources file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Adds a text of that name to the jar. */
    PluginSources file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Declares providers of a service in META-INF/services. */
    PluginSources service(String service, String... providers) {
        return file("META-INF/services/" + service, String.join("\n", providers) + "\n");
    }

    /** Sets an attribute of the manifest. */
    PluginSources attribute(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    /** Compiles against another jar. */
    PluginSources with(Path jar) {
        libraries.add(jar);
        return this;
    }

    /** Compiles a class, and leaves it out of the jar. */
    PluginSources without(String className) {
        left.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** Compiles all and writes the jar. */
    Path jar(Path jar) {
        try {
            Path work = Files.createTempDirectory("plugin-sources");
            try {
                compile(work);
                Files.createDirectories(jar.getParent());
                write(jar, work.resolve("classes"));
            } finally {
                delete(work);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path work) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        List<String> args =
                new ArrayList<>(List.of("-d", work.resolve("classes").toString(), "-proc:none", "-nowarn"));
        boolean module = sources.containsKey("module-info");
        List<Path> path = new ArrayList<>(libraries);
        path.addAll(module ? HostLayer.modulePath() : HostLayer.classPath());
        args.addAll(List.of(
                module ? "--module-path" : "--class-path",
                String.join(
                        java.io.File.pathSeparator,
                        path.stream().map(Path::toString).toList())));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            args.add(file.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter log = new StringWriter();
        var units = compiler.getStandardFileManager(null, null, null);
        try (units) {
            List<Path> paths =
                    args.stream().filter(a -> a.endsWith(".java")).map(Path::of).toList();
            args.removeIf(a -> a.endsWith(".java"));
            if (!compiler.getTask(log, units, null, args, null, units.getJavaFileObjectsFromPaths(paths))
                    .call()) {
                throw new IllegalStateException(log.toString());
            }
        }
    }

    private void write(Path jar, Path classes) throws IOException {
        Manifest head = new Manifest();
        head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> head.getMainAttributes().putValue(name, value));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, head)) {
            if (Files.exists(classes)) {
                try (Stream<Path> all = Files.walk(classes)) {
                    for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                        String name = classes.relativize(file).toString().replace('\\', '/');
                        if (!left.contains(name) && !files.containsKey(name)) {
                            entry(zip, name, Files.readAllBytes(file));
                        }
                    }
                }
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entry(zip, file.getKey(), file.getValue());
            }
        }
    }

    private static void entry(JarOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new JarEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
