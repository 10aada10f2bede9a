package org.slicedscore.catalog;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slicedscore.catalog.PluginProblem.Phase;

/** Makes a module layer of jars, above the layer that this program is in. */
final class PluginLayer {
    private static final Pattern MISSING = Pattern.compile("Module (\\S+) not found, required by (\\S+)");
    private static final Module HERE = PluginLayer.class.getModule();

    private PluginLayer() {}

    /** Whether this program is made of modules, so that there can be layers above it. */
    static boolean possible() {
        return HERE.getLayer() != null;
    }

    /**
     * Defines the layer. The resolver looks into the jars before the host, so modules that must come from the host are
     * hidden there: always ssm's own modules and the logging interface. Other libraries are the plug-in's own, in the
     * version that it carries; only where that cannot be (a module without descriptor reads the host's modules as well,
     * and must not see one twice) are the host's taken.
     */
    static ModuleLayer define(List<Path> given) throws BrokenPluginException {
        List<Path> jars = new ArrayList<>();
        for (Path jar : given) {
            jars.add(named(jar));
        }
        ModuleLayer host = HERE.getLayer();
        ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
        Set<ModuleReference> found;
        try {
            found = finder.findAll();
        } catch (FindException e) {
            throw new BrokenPluginException(Phase.LINK, Causes.text(e), "get or build it again");
        }
        if (jars.size() > 1) {
            refuseTwice(jars);
        }
        Set<String> names =
                found.stream().map(m -> m.descriptor().name()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> ofHost = names(host);
        if (names.stream().allMatch(n -> ours(n) && ofHost.contains(n))) {
            throw new BrokenPluginException(
                    Phase.LINK,
                    "its module " + String.join(", ", names) + " is one of ssm's own, which is used instead",
                    "give the module another name, or remove the jar");
        }
        try {
            return define(host, finder, names, n -> ours(n) && ofHost.contains(n));
        } catch (FindException | ResolutionException | LayerInstantiationException first) {
            try {
                return define(host, finder, names, ofHost::contains);
            } catch (FindException | ResolutionException | LayerInstantiationException e) {
                throw refused(first);
            }
        } catch (LinkageError | SecurityException | IllegalArgumentException e) {
            throw new BrokenPluginException(Phase.LINK, Causes.text(e), "get or build it again");
        }
    }

    /** A module finder takes only files whose names end in ".jar", in small letters: another name gets a copy. */
    private static Path named(Path jar) throws BrokenPluginException {
        String name = jar.getFileName().toString();
        if (name.endsWith(".jar")) {
            return jar;
        }
        try {
            Path folder = Files.createTempDirectory("ssm-plugin-");
            folder.toFile().deleteOnExit();
            Path copy = folder.resolve(name.replaceFirst("\\.[^.]*$", "") + ".jar");
            copy.toFile().deleteOnExit();
            return Files.copy(jar, copy);
        } catch (IOException e) {
            throw new BrokenPluginException(
                    Phase.LINK, "it cannot be copied under a name in .jar (" + Causes.text(e) + ")", "name it .jar");
        }
    }

    private static boolean ours(String module) {
        return module.startsWith("org.slicedscore.") || module.equals("org.slf4j");
    }

    private static Set<String> names(ModuleLayer layer) {
        Set<String> names = new HashSet<>();
        layer.modules().forEach(m -> names.add(m.getName()));
        layer.parents().forEach(p -> names.addAll(names(p)));
        return names;
    }

    @SuppressWarnings("restricted") // native access is handed on only where this module has it
    private static ModuleLayer define(
            ModuleLayer host, ModuleFinder finder, Set<String> names, Predicate<String> hidden) {
        Set<String> roots = names.stream().filter(n -> !hidden.test(n)).collect(Collectors.toSet());
        if (roots.isEmpty()) {
            throw new FindException("all its modules are the host's");
        }
        ModuleFinder own = new Hiding(finder, hidden);
        Configuration configuration = host.configuration().resolve(own, ModuleFinder.of(), roots);
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(host), PluginLayer.class.getClassLoader());
        ModuleLayer layer = controller.layer();
        layer.modules().forEach(m -> {
            m.getPackages().forEach(p -> controller.addOpens(m, p, HERE));
            // A library such as JOCL loads native code, which only a module with native access can allow.
            if (HERE.isNativeAccessEnabled()) {
                controller.enableNativeAccess(m);
            }
        });
        return layer;
    }

    /** If two jars contain the same module, the finder silently takes the first. */
    private static void refuseTwice(List<Path> jars) throws BrokenPluginException {
        Map<String, Path> seen = new HashMap<>();
        for (Path jar : jars) {
            for (ModuleReference module : ModuleFinder.of(jar).findAll()) {
                String name = module.descriptor().name();
                Path other = seen.putIfAbsent(name, jar);
                if (other != null) {
                    throw new BrokenPluginException(
                            Phase.LINK,
                            "module " + name + " is there twice, in " + other.getFileName() + " and "
                                    + jar.getFileName(),
                            "remove one of the two");
                }
            }
        }
    }

    private static BrokenPluginException refused(RuntimeException e) {
        String cause = Causes.text(e);
        Matcher missing = MISSING.matcher(cause);
        if (missing.find()) {
            String name = missing.group(1);
            return new BrokenPluginException(
                    Phase.LINK,
                    cause,
                    ModuleFinder.ofSystem().find(name).isPresent()
                            ? "it is part of the JDK: start Java with --add-modules=" + name
                            : "put the jar that holds it into one folder with the plug-in's");
        }
        if (cause.contains("Cycle detected")) {
            return new BrokenPluginException(
                    Phase.LINK, cause, "its modules require each other in a circle; get a repaired version");
        }
        if (cause.contains("package")) {
            return new BrokenPluginException(
                    Phase.LINK, cause, "one of the two modules must not carry that package; get a repaired version");
        }
        return new BrokenPluginException(Phase.LINK, cause, "get a repaired version, or remove it");
    }

    /** A finder that hides some names. */
    private record Hiding(ModuleFinder finder, Predicate<String> hidden) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return hidden.test(name) ? Optional.empty() : finder.find(name);
        }

        @Override
        public Set<ModuleReference> findAll() {
            try (Stream<ModuleReference> all = finder.findAll().stream()) {
                return all.filter(m -> !hidden.test(m.descriptor().name())).collect(Collectors.toSet());
            }
        }
    }
}
