package org.slicedscore.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A place to look for plug-ins. Looking never throws: failures are reported as problems. */
public interface PluginSource {
    /** What messages call it, mostly a path. */
    String label();

    /**
     * Looks for the providers of one kind.
     *
     * @param kind the kind
     * @param found takes each provider, not created yet, always in the same order
     * @param broken takes what was found and cannot be used
     */
    void find(PluginKind kind, Consumer<Provider> found, Consumer<PluginProblem> broken);

    /**
     * Does slow work in advance, before the providers of a kind can be created. May be called on another thread than
     * {@link #find}, and before it; failures are reported by {@link #find}.
     */
    default void prepare(PluginKind kind) {}

    /** The jars that it consists of, usable or not; empty for what is no plug-in in a folder. */
    default List<Path> jars() {
        return List.of();
    }

    /** Problems with the place itself, for any kind. */
    default void check(Consumer<PluginProblem> broken) {}

    /** The module path and class path of this program. */
    static PluginSource application() {
        return ServiceSource.application();
    }

    /** What a class loader sees, through {@code META-INF/services} and named modules. */
    static PluginSource loader(String label, ClassLoader loader) {
        return new ServiceSource(label, loader);
    }

    /** A class that is declared as a plug-in. */
    interface Provider {
        /** The class. */
        String className();

        /** Where it is: the jar, folder or module. */
        String location();

        /** The version of its module or jar; empty if it has none. */
        String version();

        /**
         * Makes an instance.
         *
         * @throws Throwable whatever its constructor throws, or why the class cannot be used
         */
        Object create() throws Throwable;
    }
}
