package org.slicedscore.engine.experiment;

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
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;
import org.slicedscore.engine.figure.FigureRenderer;

/**
 * The installed experiments and the renderer of their figures. They are found on the module path and class path, and
 * in a folder of modules loaded as a layer of its own, so that other commands do not load their libraries.
 */
public final class Experiments {
    private final TreeMap<String, Experiment> byId = new TreeMap<>();
    private final FigureRenderer renderer;

    Experiments(List<Experiment> found, List<FigureRenderer> renderers) {
        found.forEach(e -> byId.putIfAbsent(e.id(), e));
        renderer = renderers.isEmpty() ? null : renderers.getFirst();
    }

    /**
     * Finds experiments.
     *
     * @param folder jars of modules; may be missing
     * @return the installed experiments
     * @throws SsmException of kind USAGE if the folder holds incompatible modules, with the cause
     */
    public static Experiments load(Path folder) {
        List<Experiment> experiments = new ArrayList<>();
        List<FigureRenderer> renderers = new ArrayList<>();
        add(experiments, ServiceLoader.load(Experiment.class), "the module path");
        add(renderers, ServiceLoader.load(FigureRenderer.class), "the module path");
        if (folder != null && Files.isDirectory(folder)) {
            ModuleLayer layer = layer(folder);
            add(experiments, ServiceLoader.load(layer, Experiment.class), folder.toString());
            add(renderers, ServiceLoader.load(layer, FigureRenderer.class), folder.toString());
        }
        return new Experiments(experiments, renderers);
    }

    private static ModuleLayer layer(Path folder) {
        try {
            ModuleLayer parent =
                    Objects.requireNonNullElse(Experiments.class.getModule().getLayer(), ModuleLayer.boot());
            ModuleFinder finder = ModuleFinder.of(folder);
            Set<String> roots = finder.findAll().stream()
                    .map(ModuleReference::descriptor)
                    .filter(d -> !d.isAutomatic())
                    .map(d -> d.name())
                    .collect(Collectors.toCollection(HashSet::new));
            Configuration configuration = parent.configuration().resolve(finder, ModuleFinder.of(), roots);
            return parent.defineModulesWithOneLoader(configuration, Experiments.class.getClassLoader());
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw broken(folder.toString(), e);
        }
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
        return new SsmException(
                SsmException.Kind.USAGE,
                "the experiments in " + place + " cannot be loaded: " + cause.getMessage()
                        + "; install ssm again, or take out what was added there",
                cause);
    }

    /** All experiments, by id. */
    public List<Experiment> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Finds an experiment by its id.
     *
     * @param id its id
     * @throws SsmException of kind USAGE if there is none, with the nearest valid name
     */
    public Experiment get(String id) {
        Experiment experiment = byId.get(id);
        if (experiment == null) {
            throw SsmException.usage(
                    "there is no experiment '%s'; %s",
                    id, byId.isEmpty() ? "none is installed" : Names.hint(id, byId.keySet()));
        }
        return experiment;
    }

    /**
     * The renderer of figures.
     *
     * @throws NoSuchElementException if none is installed
     */
    public FigureRenderer renderer() {
        if (renderer == null) {
            throw new NoSuchElementException("no renderer of figures is installed");
        }
        return renderer;
    }
}
