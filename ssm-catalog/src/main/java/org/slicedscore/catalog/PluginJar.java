package org.slicedscore.catalog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.slicedscore.api.Plugin;
import org.slicedscore.catalog.PluginProblem.Phase;

/**
 * What a jar declares, read without loading any of its classes.
 *
 * @param path the jar
 * @param descriptor its module descriptor, null where it has none
 * @param version its version, empty if it says none
 * @param services the names of services that it declares providers of, to the classes' names
 * @param unknown services of ours that it declares and that are not known here
 * @param faults bad declarations, to be reported along with what works
 */
record PluginJar(
        Path path,
        ModuleDescriptor descriptor,
        String version,
        Map<PluginKind, List<String>> services,
        Set<String> unknown,
        List<PluginProblem> faults) {
    /** The attribute of a jar's manifest that says which level of the SPI it was written for. */
    static final String LEVEL = "Ssm-Spi-Level";

    private static final String SERVICES = "META-INF/services/";
    private static final String API = Plugin.class.getPackageName() + ".";
    private static final Pattern FILE_VERSION = Pattern.compile(".*?-(\\d[^/\\\\]*)\\.[jJ][aA][rR]");

    static PluginJar read(Path path) throws BrokenPluginException {
        try {
            if (Files.size(path) == 0) {
                throw new BrokenPluginException(Phase.OPEN, "the file is empty", "copy or download it again");
            }
            try (JarFile jar = new JarFile(path.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
                return read(path, jar);
            }
        } catch (NoSuchFileException e) {
            throw new BrokenPluginException(Phase.OPEN, "there is no such file", "copy it there, or remove the link");
        } catch (AccessDeniedException e) {
            throw unreadable();
        } catch (EOFException e) {
            throw new BrokenPluginException(Phase.OPEN, "the jar ends too early", "copy or download it again");
        } catch (IOException | SecurityException | IllegalArgumentException e) {
            if (!Files.isReadable(path)) {
                throw unreadable();
            }
            throw new BrokenPluginException(
                    Phase.OPEN, "it is no jar, or a damaged one (" + Causes.text(e) + ")", "copy or download it again");
        }
    }

    private static BrokenPluginException unreadable() {
        return new BrokenPluginException(Phase.OPEN, "the file may not be read", "check its permissions");
    }

    private static PluginJar read(Path path, JarFile jar) throws IOException, BrokenPluginException {
        checkLevel(jar);
        ModuleDescriptor descriptor = descriptor(jar);
        List<PluginProblem> faults = new ArrayList<>();
        Map<PluginKind, List<String>> files = new LinkedHashMap<>();
        for (PluginKind kind : PluginKind.values()) {
            JarEntry entry = jar.getJarEntry(SERVICES + kind.type().getName());
            if (entry != null) {
                try (InputStream in = jar.getInputStream(entry)) {
                    files.put(kind, new ServiceFile(kind, path, faults).read(in.readNBytes(ServiceFile.LONGEST + 1)));
                }
            }
        }
        Map<PluginKind, List<String>> services = files;
        if (descriptor != null) {
            services = provided(descriptor);
            undeclared(path, files, services, faults);
        }
        String version = descriptor == null ? "" : descriptor.rawVersion().orElse("");
        return new PluginJar(
                path,
                descriptor,
                version.isEmpty() ? packedVersion(jar, path) : version,
                services,
                unknown(jar, descriptor),
                faults);
    }

    private static void checkLevel(JarFile jar) throws IOException, BrokenPluginException {
        Manifest manifest = jar.getManifest();
        String level = manifest == null ? null : manifest.getMainAttributes().getValue(LEVEL);
        if (level != null && !level.strip().equals(Integer.toString(Plugin.SPI_LEVEL))) {
            throw PluginScan.level(level.strip());
        }
    }

    private static ModuleDescriptor descriptor(JarFile jar) throws IOException, BrokenPluginException {
        JarEntry entry = jar.getJarEntry("module-info.class");
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return ModuleDescriptor.read(in);
        } catch (InvalidModuleDescriptorException e) {
            String text = Causes.text(e);
            if (text.contains("major.minor")) {
                throw new BrokenPluginException(
                        Phase.OPEN,
                        "it was compiled for a newer Java than this one, "
                                + Runtime.version().feature() + " (" + text + ")",
                        "get it for Java " + Runtime.version().feature() + ", or run ssm on a newer Java");
            }
            throw new BrokenPluginException(
                    Phase.OPEN, "its module-info.class is damaged (" + text + ")", "get or build it again");
        }
    }

    private static Map<PluginKind, List<String>> provided(ModuleDescriptor descriptor) {
        Map<PluginKind, List<String>> services = new LinkedHashMap<>();
        for (PluginKind kind : PluginKind.values()) {
            descriptor.provides().stream()
                    .filter(p -> p.service().equals(kind.type().getName()))
                    .forEach(p -> services.put(kind, p.providers()));
        }
        return services;
    }

    /** A jar with a descriptor is a module, of which META-INF/services says nothing. */
    private static void undeclared(
            Path path,
            Map<PluginKind, List<String>> files,
            Map<PluginKind, List<String>> provided,
            List<PluginProblem> faults) {
        files.forEach((kind, names) -> {
            for (String name : names) {
                if (!provided.getOrDefault(kind, List.of()).contains(name)) {
                    faults.add(PluginProblem.of(
                            kind,
                            path.toString(),
                            name,
                            Phase.FIND,
                            "META-INF/services names it, but module-info.class does not provide it",
                            "add 'provides " + kind.type().getName() + " with " + name + "' to module-info.java"));
                }
            }
        });
    }

    private static Set<String> unknown(JarFile jar, ModuleDescriptor descriptor) {
        Set<String> declared = new TreeSet<>();
        if (descriptor == null) {
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(n -> n.startsWith(SERVICES + API) && !n.endsWith("/"))
                    .forEach(n -> declared.add(n.substring(SERVICES.length())));
        } else {
            descriptor.provides().stream()
                    .map(ModuleDescriptor.Provides::service)
                    .filter(s -> s.startsWith(API))
                    .forEach(declared::add);
        }
        for (PluginKind kind : PluginKind.values()) {
            declared.remove(kind.type().getName());
        }
        return declared;
    }

    /** The version in a jar's module descriptor, else in its manifest, else in its name. */
    static String version(JarFile jar, Path path) throws IOException {
        JarEntry module = jar.getJarEntry("module-info.class");
        if (module != null) {
            try (InputStream in = jar.getInputStream(module)) {
                String version = ModuleDescriptor.read(in).rawVersion().orElse("");
                if (!version.isEmpty()) {
                    return version;
                }
            } catch (InvalidModuleDescriptorException e) {
                return "";
            }
        }
        return packedVersion(jar, path);
    }

    private static String packedVersion(JarFile jar, Path path) throws IOException {
        Manifest manifest = jar.getManifest();
        String version =
                manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        if (version != null && !version.isBlank()) {
            return version.strip();
        }
        Matcher name = FILE_VERSION.matcher(path.getFileName().toString());
        return name.matches() ? name.group(1) : "";
    }

    /** Whether it declares a plug-in, rightly or wrongly. */
    boolean declares() {
        return !services.isEmpty() || !unknown.isEmpty() || !faults.isEmpty();
    }
}
