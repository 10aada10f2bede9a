package org.slicedscore.core.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slicedscore.api.Generator;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.Projection;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.SsmException;
import org.slicedscore.api.option.Names;

/** The plug-ins that were found, and those that were found broken. Immutable, safe for several threads. */
public final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    private final Map<PluginKind, Map<String, PluginEntry>> entries;
    private final List<PluginProblem> problems;
    private final Backends backends;

    private Catalog(List<PluginSource> sources) {
        Map<PluginKind, Map<String, PluginEntry>> found = new EnumMap<>(PluginKind.class);
        List<PluginProblem> broken = new ArrayList<>();
        for (PluginKind kind : PluginKind.values()) {
            found.put(kind, new TreeMap<>());
            for (PluginSource source : sources) {
                new PluginScan(kind, source, found.get(kind), broken).run();
            }
        }
        broken.forEach(p -> LOG.warn("{}", p.describe()));
        entries = found;
        problems = List.copyOf(broken);
        backends = new Backends(entries(PluginKind.BACKEND), problems);
    }

    /**
     * Looks on the module path and class path.
     *
     * @return the catalog
     */
    public static Catalog load() {
        return of(List.of(PluginSource.application()));
    }

    /**
     * Looks in the given places. Where two of them have a plug-in of one kind and id, the earlier keeps the name and the
     * later is reported.
     *
     * @param sources where to look, in order
     * @return the catalog
     */
    public static Catalog of(List<PluginSource> sources) {
        return new Catalog(List.copyOf(sources));
    }

    /**
     * The plug-ins of one kind.
     *
     * @param kind which
     * @return the usable ones, by id
     */
    public List<PluginEntry> entries(PluginKind kind) {
        return List.copyOf(entries.get(kind).values());
    }

    /**
     * Everything usable.
     *
     * @return by kind, then by id
     */
    public List<PluginEntry> entries() {
        return entries.values().stream()
                .flatMap(m -> m.values().stream())
                .sorted(Comparator.comparing(PluginEntry::kind).thenComparing(PluginEntry::id))
                .toList();
    }

    /**
     * What was found and cannot be used.
     *
     * @return one for each broken provider, in the order found
     */
    public List<PluginProblem> problems() {
        return problems;
    }

    /**
     * The backends on this machine.
     *
     * @return their states, and the choice among them
     */
    public Backends backends() {
        return backends;
    }

    /**
     * A plug-in by kind and id.
     *
     * @param kind its kind
     * @param id its id
     * @return the entry
     * @throws SsmException of kind USAGE if there is none, with the nearest valid name, or what is wrong with it
     */
    public PluginEntry entry(PluginKind kind, String id) {
        PluginEntry entry = entries.get(kind).get(id);
        if (entry != null) {
            return entry;
        }
        String broken = problems.stream()
                .filter(p -> p.kind() == kind && p.id().equals(id))
                .map(PluginProblem::describe)
                .collect(Collectors.joining("; "));
        if (!broken.isEmpty()) {
            throw SsmException.usage("%s", broken);
        }
        throw SsmException.usage(
                "unknown %s '%s'; %s",
                kind.word(), id, Names.hint(id, entries.get(kind).keySet()));
    }

    /**
     * A model.
     *
     * @param id its id
     * @return the model
     * @throws SsmException as {@link #entry}
     */
    public Model model(String id) {
        return get(Model.class, PluginKind.MODEL, id);
    }

    /**
     * An objective.
     *
     * @param id its id
     * @return the objective
     * @throws SsmException as {@link #entry}
     */
    public Objective objective(String id) {
        return get(Objective.class, PluginKind.OBJECTIVE, id);
    }

    /**
     * A projection.
     *
     * @param id its id
     * @return the projection
     * @throws SsmException as {@link #entry}
     */
    public Projection projection(String id) {
        return get(Projection.class, PluginKind.PROJECTION, id);
    }

    /**
     * An optimiser.
     *
     * @param id its id
     * @return the optimiser
     * @throws SsmException as {@link #entry}
     */
    public Optimizer optimizer(String id) {
        return get(Optimizer.class, PluginKind.OPTIMIZER, id);
    }

    /**
     * A sampler.
     *
     * @param id its id
     * @return the sampler
     * @throws SsmException as {@link #entry}
     */
    public Sampler sampler(String id) {
        return get(Sampler.class, PluginKind.SAMPLER, id);
    }

    /**
     * A generator of rows.
     *
     * @param id its id
     * @return the generator
     * @throws SsmException as {@link #entry}
     */
    public Generator generator(String id) {
        return get(Generator.class, PluginKind.GENERATOR, id);
    }

    private <P extends Plugin> P get(Class<P> type, PluginKind kind, String id) {
        return type.cast(entry(kind, id).plugin());
    }
}
