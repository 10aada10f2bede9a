package org.slicedscore.core.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slicedscore.api.SsmException;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.option.Names;
import org.slicedscore.core.catalog.BackendState.State;

/** The backends that were found, and the choice among them. Devices are looked for when first asked about, once. */
public final class Backends {
    private final List<PluginEntry> entries;
    private final List<PluginProblem> problems;
    private List<BackendState> states;

    Backends(List<PluginEntry> entries, List<PluginProblem> allProblems) {
        this.entries = entries;
        this.problems =
                allProblems.stream().filter(p -> p.kind() == PluginKind.BACKEND).toList();
    }

    /**
     * All backends, usable or not.
     *
     * @return the usable ones by rank of their best device, then the others by id
     */
    public synchronized List<BackendState> states() {
        if (states == null) {
            List<BackendState> all = new ArrayList<>();
            entries.forEach(e -> all.add(probe(e)));
            problems.forEach(p -> all.add(new BackendState(
                    p.id().isEmpty() ? "?" : p.id(), State.FAILED, List.of(), p.cause(), p.remedy(), p.where())));
            all.sort(Comparator.comparing(BackendState::state)
                    .thenComparing(Backends::rank, Comparator.reverseOrder())
                    .thenComparing(BackendState::id));
            states = List.copyOf(all);
        }
        return states;
    }

    private static int rank(BackendState s) {
        return s.devices().stream().mapToInt(Device::rank).max().orElse(-1);
    }

    private static BackendState probe(PluginEntry entry) {
        try {
            Probe probe = ((BackendProvider) entry.plugin()).probe();
            return new BackendState(
                    entry.id(),
                    probe.isAvailable() ? State.AVAILABLE : State.UNAVAILABLE,
                    probe.devices(),
                    probe.reason(),
                    probe.remedy(),
                    entry.location());
        } catch (LinkageError | RuntimeException e) {
            // probe() must not throw; a provider that does is broken, and says so in the listing
            return new BackendState(
                    entry.id(),
                    State.FAILED,
                    List.of(),
                    "looking for its devices failed: " + PluginScan.cause(e),
                    "repair or remove it",
                    entry.location());
        }
    }

    /**
     * Chooses a device.
     *
     * @param spec {@code auto}, a backend's id, or {@code ID:DEVICE} with a device's number or part of its name
     * @return the choice, with the reason
     * @throws SsmException of kind BACKEND if what was asked for is not to be had, with the reason and the remedy
     */
    public BackendChoice choose(String spec) {
        if (spec.equals("auto")) {
            return automatic();
        }
        int colon = spec.indexOf(':');
        String id = colon < 0 ? spec : spec.substring(0, colon);
        BackendState state = states().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> SsmException.backend(
                        "unknown backend '%s'; %s",
                        id,
                        Names.hint(
                                id,
                                java.util.stream.Stream.concat(
                                                java.util.stream.Stream.of("auto"),
                                                states().stream().map(BackendState::id))
                                        .toList())));
        if (state.state() != State.AVAILABLE) {
            throw SsmException.backend(
                    "backend '%s' is %s: %s; %s", id, state.state().word(), state.reason(), state.remedy());
        }
        Device device = colon < 0 ? best(state.devices()).orElseThrow() : device(state, spec.substring(colon + 1));
        return new BackendChoice(provider(id), device, "asked for as '" + spec + "'");
    }

    private BackendChoice automatic() {
        BackendState chosen = null;
        Device device = null;
        List<String> others = new ArrayList<>();
        for (BackendState s : states()) {
            Optional<Device> best = best(s.devices()).filter(d -> d.rank() > 0);
            if (best.isPresent() && (device == null || best.get().rank() > device.rank())) {
                chosen = s;
                device = best.get();
            }
        }
        for (BackendState s : states()) {
            if (s.state() != State.AVAILABLE) {
                others.add(s.id() + " is " + s.state().word() + " (" + s.reason() + "; " + s.remedy() + ")");
            }
        }
        if (chosen == null) {
            String asked = states().stream()
                    .filter(s -> s.state() == State.AVAILABLE)
                    .map(s -> "--backend " + s.id())
                    .collect(Collectors.joining(" or "));
            throw SsmException.backend(
                    "no backend to choose automatically: %s%s",
                    others.isEmpty() ? "none was found" : String.join("; ", others),
                    asked.isEmpty() ? "" : "; slow but working: " + asked);
        }
        String reason = "the best that is available" + (others.isEmpty() ? "" : "; " + String.join("; ", others));
        return new BackendChoice(provider(chosen.id()), device, reason);
    }

    private BackendProvider provider(String id) {
        return entries.stream()
                .filter(e -> e.id().equals(id))
                .map(e -> (BackendProvider) e.plugin())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Device> best(List<Device> devices) {
        return devices.stream()
                .max(Comparator.comparingInt(Device::rank).thenComparing(Device::index, Comparator.reverseOrder()));
    }

    private static Device device(BackendState state, String wanted) {
        String all = state.devices().stream()
                .map(d -> d.index() + " (" + d.name() + ")")
                .collect(Collectors.joining(", "));
        List<Device> hits;
        if (wanted.matches("\\d{1,9}")) {
            int index = Integer.parseInt(wanted);
            hits = state.devices().stream().filter(d -> d.index() == index).toList();
        } else {
            String part = wanted.toLowerCase(Locale.ROOT);
            hits = state.devices().stream()
                    .filter(d ->
                            !part.isEmpty() && d.name().toLowerCase(Locale.ROOT).contains(part))
                    .toList();
        }
        if (hits.size() != 1) {
            throw SsmException.backend(
                    "backend '%s' has %s device '%s'; there are: %s",
                    state.id(), hits.isEmpty() ? "no" : "more than one", wanted, all);
        }
        return hits.getFirst();
    }
}
