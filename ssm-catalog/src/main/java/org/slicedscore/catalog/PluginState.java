package org.slicedscore.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of a plug-in, usable or not.
 *
 * @param kind its kind, null where the failure came before any was known
 * @param id its id, empty where that is not known
 * @param vendor its vendor, empty where that is not known
 * @param version its version, empty where it has none
 * @param provider its class, empty where that is not known
 * @param location its jar, folder or module
 * @param state whether it can be used
 * @param phase the phase that failed, empty where it can be used
 * @param cause why it cannot be used, empty where it can
 * @param remedy what to do about it, empty where it can be used
 * @param entry the plug-in itself, null where it is broken
 */
public record PluginState(
        PluginKind kind,
        String id,
        String vendor,
        String version,
        String provider,
        String location,
        State state,
        String phase,
        String cause,
        String remedy,
        PluginEntry entry) {
    /** Whether a plug-in can be used. */
    public enum State {
        /** It can. */
        READY,
        /** Others have the same id; it can be used as {@code vendor:id}. */
        AMBIGUOUS,
        /** It works, but not on this machine. */
        UNAVAILABLE,
        /** It is broken. */
        FAILED;

        /** The state in listings: a lower-case word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The states of all plug-ins of a catalog, by kind, then id; last what has no kind. Backends are asked for their
     * devices.
     */
    public static List<PluginState> all(Catalog catalog) {
        List<PluginProblem> problems = catalog.problems();
        List<PluginState> all = new ArrayList<>();
        for (PluginEntry entry : catalog.entries()) {
            Optional<PluginProblem> duplicate = problems.stream()
                    .filter(p -> p.phase() == PluginProblem.Phase.DUPLICATE && isOf(p, entry))
                    .findFirst();
            Optional<BackendState> device = catalog.backends().states().stream()
                    .filter(s -> s.entry() == entry && s.state() != BackendState.State.AVAILABLE)
                    .findFirst();
            all.add(duplicate
                    .map(p -> of(entry, State.AMBIGUOUS, p.phase().word(), p.cause(), p.remedy()))
                    .or(() -> device.map(s -> of(entry, state(s), "probe", s.reason(), s.remedy())))
                    .orElseGet(() -> of(entry, State.READY, "", "", "")));
        }
        for (PluginProblem p : problems) {
            if (p.phase() != PluginProblem.Phase.DUPLICATE) {
                all.add(new PluginState(
                        p.kind(),
                        p.id(),
                        p.vendor(),
                        p.version(),
                        p.provider(),
                        p.location(),
                        State.FAILED,
                        p.phase().word(),
                        p.cause(),
                        p.remedy(),
                        null));
            }
        }
        all.sort(Comparator.comparing(PluginState::kind, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(PluginState::state)
                .thenComparing(PluginState::id));
        return List.copyOf(all);
    }

    private static State state(BackendState s) {
        return s.state() == BackendState.State.FAILED ? State.FAILED : State.UNAVAILABLE;
    }

    private static boolean isOf(PluginProblem p, PluginEntry e) {
        return p.kind() == e.kind()
                && p.id().equals(e.id())
                && p.location().equals(e.location())
                && p.provider().equals(e.plugin().getClass().getName());
    }

    private static PluginState of(PluginEntry e, State state, String phase, String cause, String remedy) {
        return new PluginState(
                e.kind(),
                e.id(),
                e.vendor(),
                e.version(),
                e.plugin().getClass().getName(),
                e.location(),
                state,
                phase,
                cause,
                remedy,
                e);
    }

    /** What is wrong, in one line: which one and where, its state, cause and remedy. */
    public String describe() {
        String what = (kind == null ? "plug-in" : kind.word())
                + (id.isEmpty() ? "" : " " + (vendor.isEmpty() ? "" : vendor + ":") + id);
        String where = provider.isEmpty() ? location : provider + " in " + location;
        return what + " from " + where + ": " + state.word() + (phase.isEmpty() ? "" : " (" + phase + ")") + ": "
                + cause + "; " + remedy;
    }
}
