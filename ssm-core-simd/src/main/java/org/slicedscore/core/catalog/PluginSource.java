package org.slicedscore.core.catalog;

import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * A place where plug-ins are looked for.
 *
 * @param label what messages call it
 * @param services finds the providers of a service there
 * @param owns whether a provider's class belongs to this place; one that belongs elsewhere is left to that place
 */
public record PluginSource(String label, Services services, Predicate<Class<?>> owns) {
    /** Finds the providers of a service. */
    @FunctionalInterface
    public interface Services {
        /**
         * The providers of a service, found lazily.
         *
         * @param <S> the service
         * @param service its interface
         * @return the loader
         */
        <S> ServiceLoader<S> of(Class<S> service);
    }

    /**
     * The module path and class path of this program.
     *
     * @return the source
     */
    public static PluginSource application() {
        return new PluginSource("application", PluginSource::loadApplication, c -> true);
    }

    /**
     * A module layer; only the providers in its own modules.
     *
     * @param label what messages call it, such as the jar's path
     * @param layer the layer
     * @return the source
     */
    public static PluginSource layer(String label, ModuleLayer layer) {
        return new PluginSource(
                label,
                new Services() {
                    @Override
                    public <S> ServiceLoader<S> of(Class<S> service) {
                        PluginSource.class.getModule().addUses(service);
                        return ServiceLoader.load(layer, service);
                    }
                },
                c -> c.getModule().getLayer() == layer);
    }

    private static <S> ServiceLoader<S> loadApplication(Class<S> service) {
        // An application server's or an IDE's plug-ins are visible from the context loader alone.
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = PluginSource.class.getClassLoader();
        return ServiceLoader.load(service, sees(context, service) ? context : own);
    }

    private static boolean sees(ClassLoader loader, Class<?> service) {
        if (loader == null) {
            return false;
        }
        try {
            return Class.forName(service.getName(), false, loader) == service;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
