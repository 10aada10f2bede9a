package org.slicedscore.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slicedscore.catalog.PluginProblem.Phase;

/**
 * A plug-in of one jar or several. If one of them is a module, they form a module layer; otherwise they get their own
 * class loader, as on a class path. Nothing is loaded before a provider is needed.
 */
final class JarPlugin implements PluginSource {
    private final Path place;
    private final List<Path> paths;
    private final List<PluginJar> jars = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();
    private boolean whole = true;
    private volatile Classes classes;

    private interface Classes {
        /** The class of that name, null if the jar has none. */
        Class<?> find(PluginJar jar, String name);
    }

    /** Reads what the jars declare, of which there is at least one. One that is not trusted makes all of them unusable. */
    JarPlugin(Path place, List<Path> paths, PluginTrust trust) {
        this.place = place;
        this.paths = List.copyOf(paths);
        for (Path path : paths) {
            try {
                trust.check(path);
                PluginJar jar = PluginJar.read(path);
                jars.add(jar);
                problems.addAll(jar.faults());
            } catch (BrokenPluginException e) {
                problems.add(e.problem(null, path.toString(), ""));
                whole = false;
            }
        }
        if (whole && jars.stream().noneMatch(PluginJar::declares)) {
            nothingDeclared();
        }
        TreeSet<String> unknown = new TreeSet<>();
        jars.forEach(jar -> unknown.addAll(jar.unknown()));
        for (String service : unknown) {
            problems.add(PluginProblem.of(
                    null,
                    label(),
                    "",
                    Phase.FIND,
                    "it provides " + service + ", which this version of ssm does not know",
                    "get a newer version of ssm, or check the name"));
        }
    }

    private void nothingDeclared() {
        problems.add(PluginProblem.of(
                null,
                label(),
                "",
                Phase.FIND,
                "it declares no plug-in",
                "declare one in module-info.java, or in META-INF/services/"
                        + PluginKind.MODEL.type().getName()
                        + " and the like; a library belongs in the folder of a plug-in"));
    }

    @Override
    public String label() {
        return place.toString();
    }

    @Override
    public List<Path> jars() {
        return paths;
    }

    @Override
    public void check(Consumer<PluginProblem> broken) {
        problems.forEach(broken);
    }

    @Override
    public void find(PluginKind kind, Consumer<Provider> found, Consumer<PluginProblem> broken) {
        if (!whole) {
            return;
        }
        for (PluginJar jar : jars) {
            for (String name : jar.services().getOrDefault(kind, List.of())) {
                if (!ofHost(name)) {
                    found.accept(new Declared(kind, jar, name));
                }
            }
        }
    }

    @Override
    public void prepare(PluginKind kind) {
        if (whole && jars.stream().anyMatch(j -> j.services().containsKey(kind))) {
            try {
                classes();
            } catch (BrokenPluginException | LinkageError | RuntimeException e) {
                // find meets the same failure again and reports it
                classes = null;
            }
        }
    }

    /** A jar that has ssm itself packed into it declares ssm's providers as well; the host has them already. */
    private static boolean ofHost(String className) {
        return className.startsWith("org.slicedscore.")
                && JarPlugin.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
    }

    private synchronized Classes classes() throws BrokenPluginException {
        if (classes == null) {
            List<Path> paths = jars.stream().map(PluginJar::path).toList();
            if (PluginLayer.possible() && jars.stream().anyMatch(j -> j.descriptor() != null)) {
                ModuleLayer layer = PluginLayer.define(paths);
                classes = (jar, name) -> inLayer(layer, jar, name);
            } else {
                ClassLoader loader = new IsolatedLoader(label(), paths, JarPlugin.class.getClassLoader());
                classes = (jar, name) -> {
                    try {
                        return Class.forName(name, false, loader);
                    } catch (ClassNotFoundException e) {
                        return null;
                    }
                };
            }
        }
        return classes;
    }

    private static Class<?> inLayer(ModuleLayer layer, PluginJar jar, String name) {
        if (jar.descriptor() != null) {
            return layer.findModule(jar.descriptor().name())
                    .map(m -> Class.forName(m, name))
                    .orElse(null);
        }
        return layer.modules().stream()
                .map(m -> Class.forName(m, name))
                .filter(c -> c != null)
                .findFirst()
                .orElse(null);
    }

    private final class Declared implements Provider {
        private final PluginKind kind;
        private final PluginJar jar;
        private final String name;

        Declared(PluginKind kind, PluginJar jar, String name) {
            this.kind = kind;
            this.jar = jar;
            this.name = name;
        }

        @Override
        public String className() {
            return name;
        }

        @Override
        public String location() {
            return jar.path().toString();
        }

        @Override
        public String version() {
            return jar.version();
        }

        @Override
        public Object create() throws Throwable {
            Class<?> type = classes().find(jar, name);
            String service = kind.type().getName();
            if (type == null) {
                throw new BrokenPluginException(
                        Phase.FIND,
                        "it is declared as a provider of " + service + ", but there is no such class",
                        "correct the name, or put the class into the jar");
            }
            Method method = providerMethod(type);
            if (method != null) {
                return invoke(() -> method.invoke(null));
            }
            if (!kind.type().isAssignableFrom(type)) {
                throw new BrokenPluginException(
                        Phase.FIND,
                        "it is declared as a provider of " + service + ", but does not implement it",
                        "implement the interface, or declare another class");
            }
            int modifiers = type.getModifiers();
            if (Modifier.isAbstract(modifiers) || !Modifier.isPublic(modifiers)) {
                throw new BrokenPluginException(
                        Phase.CREATE,
                        "the class is " + (Modifier.isAbstract(modifiers) ? "abstract" : "not public"),
                        "declare a public class that is not abstract");
            }
            Constructor<?> constructor;
            try {
                constructor = type.getConstructor();
            } catch (NoSuchMethodException e) {
                throw new BrokenPluginException(
                        Phase.CREATE, "it has no public constructor without arguments", "give it one");
            }
            return invoke(() -> constructor.newInstance());
        }

        /** A module may have a public static method of this name instead of a constructor, as ServiceLoader says. */
        private Method providerMethod(Class<?> type) throws BrokenPluginException {
            if (jar.descriptor() == null) {
                return null;
            }
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals("provider")
                        && method.getParameterCount() == 0
                        && Modifier.isPublic(method.getModifiers())
                        && Modifier.isStatic(method.getModifiers())) {
                    if (!kind.type().isAssignableFrom(method.getReturnType())) {
                        throw new BrokenPluginException(
                                Phase.FIND,
                                "its method provider() does not return a "
                                        + kind.type().getSimpleName(),
                                "correct its return type");
                    }
                    return method;
                }
            }
            return null;
        }

        private static Object invoke(Creation creation) throws Throwable {
            try {
                return creation.create();
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private interface Creation {
            Object create() throws ReflectiveOperationException;
        }
    }
}
