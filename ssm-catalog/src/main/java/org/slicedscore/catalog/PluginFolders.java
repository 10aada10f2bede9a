package org.slicedscore.catalog;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.PluginProblem.Phase;

/** The folders of plug-ins: each jar in them, and each folder of jars, is a plug-in. */
public final class PluginFolders {
    /** The environment variable with more folders, separated as on a class path. */
    public static final String VARIABLE = "SSM_PLUGINS";

    private static final String FOLDER = "plugins";

    private final List<Supplier<PluginSource>> sources = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    private final PluginTrust trust;

    private PluginFolders(PluginTrust trust) {
        this.trust = trust;
    }

    /**
     * Looks in the usual places: those given, those of {@code SSM_PLUGINS}, {@code plugins} next to the command and
     * {@code ~/.ssm/plugins}. Jars are opened, and nothing in them is loaded. A list that {@code SSM_PLUGINS_TRUST} names is
     * obeyed.
     *
     * @param given folders or jars asked for, separated as on a class path; empty or null for none
     * @param environment variables by name
     * @return the plug-ins there, in that order, those of a folder by name
     * @throws SsmException of kind USAGE if a place that is given is not there, or if the list cannot be read
     */
    public static List<PluginSource> find(String given, Map<String, String> environment) {
        return find(given, environment, PluginTrust.find(null, environment));
    }

    /**
     * Looks in the usual places, as {@link #find(String, Map)}.
     *
     * @param given folders or jars asked for, separated as on a class path; empty or null for none
     * @param environment variables by name
     * @param trust the jars that may be opened; all others are reported
     * @return the plug-ins there, in that order, those of a folder by name
     * @throws SsmException of kind USAGE if a place that is given is not there
     */
    public static List<PluginSource> find(String given, Map<String, String> environment, PluginTrust trust) {
        PluginFolders folders = new PluginFolders(trust);
        folders.named(given, Subject.setting("plugins"));
        folders.named(environment.get(VARIABLE), new Subject.Other(VARIABLE));
        usual(environment).stream().filter(Files::exists).forEach(folders::add);
        return folders.read();
    }

    /**
     * The folders that are looked at without being asked for, in that order, whether they are there or not.
     *
     * @param environment variables by name
     */
    public static List<Path> usual(Map<String, String> environment) {
        List<Path> usual = new ArrayList<>();
        for (String home : List.of("HOME", "USERPROFILE")) {
            addUsual(usual, environment.get(home), ".ssm", FOLDER);
        }
        addUsual(usual, System.getProperty("org.slicedscore.launcher.root"), FOLDER);
        Path installed = installation();
        if (installed != null) {
            usual.add(installed.resolve(FOLDER));
        }
        return usual.stream().distinct().toList();
    }

    private static void addUsual(List<Path> usual, String first, String... more) {
        if (first != null && !first.isEmpty()) {
            try {
                usual.add(Path.of(first, more));
            } catch (InvalidPathException e) {
                // no folder can have that name
            }
        }
    }

    /** The plug-ins in one folder, or in one jar: one for each jar and each folder of jars in it, by name. */
    public static List<PluginSource> in(Path place) {
        return in(place, PluginTrust.EVERYTHING);
    }

    /** The same, of which only trusted jars are opened. */
    public static List<PluginSource> in(Path place, PluginTrust trust) {
        PluginFolders folders = new PluginFolders(trust);
        folders.add(place);
        return folders.read();
    }

    /** Opens jars in parallel: one after the other, many of them would slow down every start. */
    private List<PluginSource> read() {
        return sources.parallelStream().map(Supplier::get).toList();
    }

    private void named(String places, Subject origin) {
        for (String place : places == null ? new String[0] : places.split(File.pathSeparator)) {
            if (place.isBlank()) {
                continue;
            }
            Path path;
            try {
                path = Path.of(place.strip());
            } catch (InvalidPathException e) {
                throw Problem.usage(origin)
                        .says("'%s' is no valid path", place)
                        .remedy("check it")
                        .exception();
            }
            if (!Files.exists(path)) {
                throw Problem.usage(origin)
                        .says("%s: no such folder or jar", path)
                        .remedy("check the path")
                        .exception();
            }
            add(path);
        }
    }

    /** The folder of an installation: the jar of this class is in its lib. */
    private static Path installation() {
        CodeSource code = PluginFolders.class.getProtectionDomain().getCodeSource();
        try {
            Path lib = code == null ? null : Path.of(code.getLocation().toURI()).getParent();
            return lib != null && lib.endsWith("lib") ? lib.getParent() : null;
        } catch (URISyntaxException | RuntimeException e) {
            return null;
        }
    }

    /** The same folder is searched only once. */
    private void add(Path place) {
        Path real;
        try {
            real = place.toRealPath();
        } catch (IOException e) {
            real = place.toAbsolutePath().normalize();
        }
        if (!seen.add(real)) {
            return;
        }
        if (!Files.isDirectory(place)) {
            sources.add(() -> new JarPlugin(place, List.of(place), trust));
            return;
        }
        for (Path entry : list(place)) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(entry)) {
                folder(entry);
            } else if (isJar(entry)) {
                sources.add(() -> new JarPlugin(entry, List.of(entry), trust));
            } else if (looksLikeOne(name)) {
                broken(new Broken(
                        entry,
                        "it is no jar",
                        "put the plug-in's jar into the folder " + place + ", or a folder that holds its jars"));
            }
        }
    }

    private void folder(Path folder) {
        List<Path> jars = list(folder).stream().filter(PluginFolders::isJar).toList();
        if (jars.isEmpty() && Files.isReadable(folder)) {
            broken(new Broken(
                    folder, "the folder holds no jar", "put the plug-in's jars into it, or remove the folder"));
        } else if (!jars.isEmpty()) {
            sources.add(() -> new JarPlugin(folder, jars, trust));
        }
    }

    private List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            broken(new Broken(
                    folder,
                    Files.isReadable(folder)
                            ? "the folder cannot be read (" + Causes.text(e) + ")"
                            : "the folder may not be read",
                    "check its permissions"));
            return List.of();
        }
    }

    private void broken(Broken source) {
        sources.add(() -> source);
    }

    private static boolean isJar(Path path) {
        return lower(path.getFileName().toString()).endsWith(".jar") && !Files.isDirectory(path);
    }

    /** Whether a file may be meant as a plug-in; a README is not. */
    private static boolean looksLikeOne(String name) {
        return lower(name).matches(".*\\.(zip|class|java|war|jar\\..*|jmod|gz)");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A place where no plug-in can be. */
    private record Broken(Path place, String cause, String remedy) implements PluginSource {
        @Override
        public String label() {
            return place.toString();
        }

        @Override
        public void find(PluginKind kind, Consumer<Provider> found, Consumer<PluginProblem> broken) {}

        @Override
        public void check(Consumer<PluginProblem> broken) {
            broken.accept(PluginProblem.of(null, label(), "", Phase.OPEN, cause, remedy));
        }
    }
}
