package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes jars of plug-ins from source text. */
final class PluginJars {
    private PluginJars() {}

    /**
     * Compiles one class and packs it.
     *
     * @param folder where to work; the jar comes here
     * @param service the SPI that it provides, or null
     * @param name the class's name
     * @param source its text
     * @return the jar
     */
    static Path jar(Path folder, Class<?> service, String name, String source) throws IOException {
        Path work = Files.createTempDirectory(folder, "plugin");
        Path file = work.resolve("src").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        compile(work.resolve("classes"), file);
        if (service != null) {
            Path services = Files.createDirectories(work.resolve("classes/META-INF/services"));
            Files.writeString(services.resolve(service.getName()), name + "\n");
        }
        Path jar = folder.resolve(name.substring(name.lastIndexOf('.') + 1) + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(work.resolve("classes"))) {
            for (Path entry : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(
                        work.resolve("classes").relativize(entry).toString().replace('\\', '/')));
                Files.copy(entry, out);
            }
        }
        return jar;
    }

    /** The classes of the API lie on the module path, for sources that import it as a whole. */
    private static void compile(Path to, Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    to.toString(),
                                    "--add-modules",
                                    "org.slicedscore.api",
                                    "-p",
                                    path(org.slicedscore.api.Plugin.class)),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertTrue(done, messages::toString);
        }
    }

    private static String path(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
