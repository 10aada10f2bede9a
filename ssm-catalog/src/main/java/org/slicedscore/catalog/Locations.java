package org.slicedscore.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Where classes come from. */
final class Locations {
    /** A class's version never changes, and every load of a catalog asks for those on the class path again. */
    private static final ClassValue<String> VERSIONS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return read(type);
        }
    };

    private Locations() {}

    /** The jar or folder that a class came from, else its module. */
    static String of(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code != null && code.getLocation() != null) {
            Path path = path(code);
            return path != null ? path.toString() : code.getLocation().toString();
        }
        return type.getModule().isNamed() ? "module " + type.getModule().getName() : "an unknown place";
    }

    private static Path path(CodeSource code) {
        try {
            URI uri = code.getLocation().toURI();
            return uri.getScheme().equals("file") ? Path.of(uri) : null;
        } catch (URISyntaxException | RuntimeException e) {
            return null;
        }
    }

    /** The version of a class's module, else of its jar; empty if there is none. */
    static String version(Class<?> type) {
        return VERSIONS.get(type);
    }

    private static String read(Class<?> type) {
        Module module = type.getModule();
        if (module.isNamed()) {
            String version = module.getDescriptor().rawVersion().orElse("");
            if (!version.isEmpty()) {
                return version;
            }
        }
        CodeSource code = type.getProtectionDomain().getCodeSource();
        Path path = code == null || code.getLocation() == null ? null : path(code);
        return path == null ? "" : read(path);
    }

    private static String read(Path path) {
        if (Files.isRegularFile(path)) {
            try (JarFile jar = new JarFile(path.toFile())) {
                return PluginJar.version(jar, path);
            } catch (IOException | RuntimeException e) {
                return "";
            }
        }
        try {
            Path module = path.resolve("module-info.class");
            if (Files.isReadable(module)) {
                try (InputStream in = Files.newInputStream(module)) {
                    return ModuleDescriptor.read(in).rawVersion().orElse("");
                }
            }
            Path manifest = path.resolve(JarFile.MANIFEST_NAME);
            if (Files.isReadable(manifest)) {
                try (InputStream in = Files.newInputStream(manifest)) {
                    Object version = new Manifest(in).getMainAttributes().get(Attributes.Name.IMPLEMENTATION_VERSION);
                    return version == null ? "" : version.toString().strip();
                }
            }
        } catch (IOException | InvalidModuleDescriptorException e) {
            return "";
        }
        return "";
    }
}
