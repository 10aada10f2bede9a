package org.slicedscore.engine.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;
import org.slicedscore.engine.figure.FigureModules;
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
        FigureModules modules = FigureModules.load(folder);
        return new Experiments(modules.all(Experiment.class), modules.all(FigureRenderer.class));
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
