package org.slicedscore.catalog;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.slicedscore.api.Plugin;
import org.slicedscore.catalog.PluginProblem.Phase;

/** What {@link ServiceLoader} finds with a class loader. */
record ServiceSource(String label, ClassLoader loader) implements PluginSource {
    /** Gives up on a loader that keeps failing; no jar declares this many broken providers. */
    private static final int MAX_FAILURES = 100;

    static ServiceSource application() {
        // In an application server or an IDE, only the context loader sees plug-ins.
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = ServiceSource.class.getClassLoader();
        return new ServiceSource("application", sees(context, Plugin.class) ? context : own);
    }

    private static boolean sees(ClassLoader loader, Class<?> type) {
        if (loader == null) {
            return false;
        }
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @Override
    public void find(PluginKind kind, Consumer<Provider> found, Consumer<PluginProblem> broken) {
        Spliterator<? extends ServiceLoader.Provider<? extends Plugin>> providers;
        try {
            providers = ServiceLoader.load(kind.type(), loader).stream().spliterator();
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            broken.accept(unfound(kind, e));
            return;
        }
        for (int failures = 0; failures < MAX_FAILURES; ) {
            try {
                if (!providers.tryAdvance(p -> found.accept(new Found(p)))) {
                    return;
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                // a bad declaration affects only itself; the loader continues after it
                broken.accept(unfound(kind, e));
                failures++;
            }
        }
    }

    private PluginProblem unfound(PluginKind kind, Throwable e) {
        return PluginProblem.of(
                kind, label, "", Phase.FIND, Causes.text(e), "repair or remove the jar that declares it");
    }

    private record Found(ServiceLoader.Provider<? extends Plugin> provider) implements Provider {
        @Override
        public String className() {
            return provider.type().getName();
        }

        @Override
        public String location() {
            return Locations.of(provider.type());
        }

        @Override
        public String version() {
            return Locations.version(provider.type());
        }

        @Override
        public Object create() {
            return provider.get();
        }
    }
}
