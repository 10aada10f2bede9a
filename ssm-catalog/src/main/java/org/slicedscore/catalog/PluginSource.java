package org.slicedscore.catalog;

import java.util.function.Consumer;

/** A place where plug-ins are looked for. Looking never throws: what stands in the way is handed on as a problem. */
public interface PluginSource {
    /**
     * What messages call it.
     *
     * @return a path, mostly
     */
    String label();

    /**
     * Looks for the providers of one kind.
     *
     * @param kind the kind
     * @param found takes each provider, not created yet, in an order that is always the same
     * @param broken takes what was found and cannot be used
     */
    void find(PluginKind kind, Consumer<Provider> found, Consumer<PluginProblem> broken);

    /**
     * Does ahead what takes time before the providers of a kind can be created. May be called on another thread than
     * {@link #find}, and before it; whatever fails is left to {@link #find} to say.
     *
     * @param kind the kind
     */
    default void prepare(PluginKind kind) {}

    /**
     * What is wrong with the place itself, whatever kind is looked for.
     *
     * @param broken takes each problem
     */
    default void check(Consumer<PluginProblem> broken) {}

    /**
     * The module path and class path of this program.
     *
     * @return the source
     */
    static PluginSource application() {
        return ServiceSource.application();
    }

    /**
     * What a class loader sees, through {@code META-INF/services} and named modules.
     *
     * @param label what messages call it
     * @param loader the loader
     * @return the source
     */
    static PluginSource loader(String label, ClassLoader loader) {
        return new ServiceSource(label, loader);
    }

    /** A class that is declared as a plug-in. */
    interface Provider {
        /**
         * The class.
         *
         * @return its name
         */
        String className();

        /**
         * Where it is.
         *
         * @return the jar, folder or module
         */
        String location();

        /**
         * Which version of it.
         *
         * @return the version of its module or jar; empty if it has none
         */
        String version();

        /**
         * Makes an instance.
         *
         * @return a plug-in
         * @throws Throwable whatever its constructor throws, or what keeps the class from being used
         */
        Object create() throws Throwable;
    }
}
