package org.slicedscore.engine.figure;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * What draws and reports: services on the module path and class path, and in a folder of modules that is loaded as a layer of its
 * own, so that other commands do not load it.
 */
public final class FigureModules {
    private final String place;
    private final ModuleLayer layer;

    private FigureModules(String place, ModuleLayer layer) {
        this.place = place;
        this.layer = layer;
    }

    /**
     * Looks for modules.
     *
     * @param folder jars of modules; may be missing or null
     * @throws SsmException of kind USAGE if the folder holds incompatible modules, with the cause
     */
    public static FigureModules load(Path folder) {
        return folder != null && Files.isDirectory(folder)
                ? new FigureModules(folder.toString(), layer(folder))
                : new FigureModules("", null);
    }

    private static ModuleLayer layer(Path folder) {
        try {
            ModuleLayer parent =
                    Objects.requireNonNullElse(FigureModules.class.getModule().getLayer(), ModuleLayer.boot());
            ModuleFinder finder = ModuleFinder.of(folder);
            Set<String> roots = finder.findAll().stream()
                    .map(ModuleReference::descriptor)
                    .filter(d -> !d.isAutomatic())
                    .map(d -> d.name())
                    .collect(Collectors.toCollection(HashSet::new));
            Configuration configuration = parent.configuration().resolve(finder, ModuleFinder.of(), roots);
            return parent.defineModulesWithOneLoader(configuration, FigureModules.class.getClassLoader());
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw broken(folder.toString(), e);
        }
    }

    /**
     * The providers of a service, those of the module path and class path first.
     *
     * @param <S> the service, one that this module uses
     * @param service its type
     * @throws SsmException of kind USAGE if one cannot be loaded, with the cause
     */
    public <S> List<S> all(Class<S> service) {
        List<S> found = new ArrayList<>();
        add(found, ServiceLoader.load(service), "the module path");
        if (layer != null) {
            add(found, ServiceLoader.load(layer, service), place);
        }
        return found;
    }

    private static <S> void add(List<S> to, ServiceLoader<S> loader, String place) {
        Iterator<S> found = loader.iterator();
        try {
            while (found.hasNext()) {
                S next = found.next();
                if (to.stream().noneMatch(s -> s.getClass() == next.getClass())) {
                    to.add(next);
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw broken(place, e);
        }
    }

    private static SsmException broken(String place, Throwable cause) {
        return Problem.usage(new Subject.File(place))
                .says("its modules cannot be loaded: %s", cause.getMessage())
                .remedy("install ssm again, or take out what was added there")
                .exception(cause);
    }
}
