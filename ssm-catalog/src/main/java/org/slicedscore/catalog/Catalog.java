package org.slicedscore.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.Generator;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.Projection;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;

/**
 * The plug-ins that were found, and those that are broken. Each kind is looked for when first needed. Safe for
 * several threads.
 */
public final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    private final List<PluginSource> sources;
    private final Consumer<PluginProblem> listener;
    private final Map<PluginKind, List<PluginEntry>> entries = new EnumMap<>(PluginKind.class);
    private final List<PluginProblem> problems = new ArrayList<>();
    private final Backends backends = new Backends(this);

    private Catalog(List<PluginSource> sources, Consumer<PluginProblem> listener) {
        this.sources = List.copyOf(sources);
        this.listener = listener;
        this.sources.forEach(s -> s.check(this::broken));
    }

    private void broken(PluginProblem problem) {
        problems.add(problem);
        listener.accept(problem);
    }

    /** Looks on the module path and class path. */
    public static Catalog load() {
        return of(List.of(PluginSource.application()));
    }

    /**
     * Looks in the given places. Problems go to the log.
     *
     * @param sources where to look, in order
     */
    public static Catalog of(List<PluginSource> sources) {
        return of(sources, p -> LOG.warn("{}", p.describe()));
    }

    /**
     * Looks in the given places.
     *
     * @param sources where to look, in order
     * @param listener is told of each problem once, when it is found
     */
    public static Catalog of(List<PluginSource> sources, Consumer<PluginProblem> listener) {
        return new Catalog(sources, listener);
    }

    /**
     * The plug-ins of one kind. Several may have one id; {@code vendor:id} tells them apart.
     *
     * @param kind which
     * @return the usable ones, by id, then vendor
     */
    public synchronized List<PluginEntry> entries(PluginKind kind) {
        List<PluginEntry> known = entries.get(kind);
        if (known == null) {
            List<PluginEntry> found = new ArrayList<>();
            PluginScan scan = new PluginScan(kind, e -> add(found, e), this::broken);
            sources.parallelStream().forEach(s -> s.prepare(kind));
            sources.forEach(scan::run);
            found.sort(Comparator.comparing(PluginEntry::id)
                    .thenComparing(PluginEntry::vendor)
                    .thenComparing(PluginEntry::location));
            known = List.copyOf(found);
            entries.put(kind, known);
            duplicates(known);
        }
        return known;
    }

    /** One class may be found twice, for example through two class loaders. */
    private static void add(List<PluginEntry> found, PluginEntry entry) {
        if (found.stream()
                .noneMatch(e -> e.plugin().getClass() == entry.plugin().getClass())) {
            found.add(entry);
        }
    }

    private void duplicates(List<PluginEntry> found) {
        for (PluginEntry entry : found) {
            List<PluginEntry> same =
                    found.stream().filter(e -> e.id().equals(entry.id())).toList();
            if (same.size() > 1) {
                String others = same.stream()
                        .filter(e -> e != entry)
                        .map(PluginEntry::describe)
                        .collect(Collectors.joining(" and "));
                broken(new PluginProblem(
                        entry.kind(),
                        entry.id(),
                        entry.vendor(),
                        entry.version(),
                        entry.plugin().getClass().getName(),
                        entry.location(),
                        PluginProblem.Phase.DUPLICATE,
                        "the id is also that of " + others,
                        choice(entry, same)));
            }
        }
    }

    private static String choice(PluginEntry entry, List<PluginEntry> same) {
        return distinct(same) ? "write " + entry.qualified() + " for this one" : "remove all but one of them";
    }

    private static boolean distinct(List<PluginEntry> same) {
        return same.stream().map(PluginEntry::vendor).distinct().count() == same.size();
    }

    /** Everything usable, by kind, then by id. */
    public List<PluginEntry> entries() {
        return Stream.of(PluginKind.values()).flatMap(k -> entries(k).stream()).toList();
    }

    /**
     * The plug-ins of all kinds that cannot be used, or not by their id alone: one problem for each broken provider,
     * jar or folder, in the order found.
     */
    public synchronized List<PluginProblem> problems() {
        entries();
        return List.copyOf(problems);
    }

    /** The problems met so far. */
    synchronized List<PluginProblem> known(PluginKind kind) {
        entries(kind);
        return problems.stream()
                .filter(p -> p.kind() == kind && p.phase() != PluginProblem.Phase.DUPLICATE)
                .toList();
    }

    /** The jars in folders of plug-ins, usable or not, in the order found. */
    public List<Path> jars() {
        return sources.stream().flatMap(s -> s.jars().stream()).toList();
    }

    /** The backends on this machine: their states, and the choice among them. */
    public Backends backends() {
        return backends;
    }

    /**
     * A plug-in by kind and name.
     *
     * @param kind its kind
     * @param name its id, or {@code vendor:id}
     * @throws SsmException of kind USAGE if there is none, with the nearest valid name, or what is wrong with it, or if
     *     there are several
     */
    public PluginEntry entry(PluginKind kind, String name) {
        int colon = name.indexOf(':');
        String vendor = colon < 0 ? null : name.substring(0, colon);
        String id = name.substring(colon + 1);
        List<PluginEntry> all = entries(kind);
        List<PluginEntry> ofId = all.stream().filter(e -> e.id().equals(id)).toList();
        List<PluginEntry> hits = ofId.stream()
                .filter(e -> vendor == null || e.vendor().equals(vendor))
                .toList();
        if (hits.size() == 1) {
            return hits.getFirst();
        }
        if (hits.size() > 1) {
            throw ambiguous(SsmException.Kind.USAGE, kind, name, hits).exception();
        }
        String broken = known(kind).stream()
                .filter(p -> p.id().equals(id)
                        && (vendor == null
                                || p.vendor().equals(vendor)
                                || p.vendor().isEmpty()))
                .map(PluginProblem::describe)
                .collect(Collectors.joining("; "));
        if (!broken.isEmpty()) {
            throw SsmException.usage("%s", broken);
        }
        if (vendor != null && !ofId.isEmpty()) {
            Message none = Message.of("there is no %s '%s' of vendor '%s'", kind.word(), id, vendor);
            throw Problem.of(SsmException.Kind.USAGE, none)
                    .remedy(
                            "there is %s",
                            ofId.stream().map(PluginEntry::describe).collect(Collectors.joining(" and ")))
                    .exception();
        }
        throw Problem.of(SsmException.Kind.USAGE, Message.of("unknown %s '%s'", kind.word(), name))
                .remedy(
                        "%s",
                        Names.hint(
                                id, all.stream().map(PluginEntry::id).distinct().toList()))
                .exception();
    }

    static Problem ambiguous(SsmException.Kind failure, PluginKind kind, String name, List<PluginEntry> hits) {
        String all = hits.stream().map(PluginEntry::describe).collect(Collectors.joining(" and "));
        return Problem.of(failure, Message.of("there is more than one %s '%s': %s", kind.word(), name, all))
                .remedy(
                        "%s",
                        distinct(hits)
                                ? "say which, such as " + hits.getFirst().qualified()
                                : "remove all but one of them");
    }

    /** A model by its id; fails as {@link #entry}. */
    public Model model(String id) {
        return get(Model.class, PluginKind.MODEL, id);
    }

    /** An objective by its id; fails as {@link #entry}. */
    public Objective objective(String id) {
        return get(Objective.class, PluginKind.OBJECTIVE, id);
    }

    /** A projection by its id; fails as {@link #entry}. */
    public Projection projection(String id) {
        return get(Projection.class, PluginKind.PROJECTION, id);
    }

    /** An optimiser by its id; fails as {@link #entry}. */
    public Optimizer optimizer(String id) {
        return get(Optimizer.class, PluginKind.OPTIMIZER, id);
    }

    /** A sampler by its id; fails as {@link #entry}. */
    public Sampler sampler(String id) {
        return get(Sampler.class, PluginKind.SAMPLER, id);
    }

    /** A generator of rows by its id; fails as {@link #entry}. */
    public Generator generator(String id) {
        return get(Generator.class, PluginKind.GENERATOR, id);
    }

    /** An exporter by its id; fails as {@link #entry}. */
    public Exporter exporter(String id) {
        return get(Exporter.class, PluginKind.EXPORTER, id);
    }

    /** A detector by its id; fails as {@link #entry}. */
    public Detector detector(String id) {
        return get(Detector.class, PluginKind.DETECTOR, id);
    }

    private <P extends Plugin> P get(Class<P> type, PluginKind kind, String id) {
        return type.cast(entry(kind, id).plugin());
    }
}
