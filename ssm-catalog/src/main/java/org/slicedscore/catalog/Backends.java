package org.slicedscore.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.catalog.BackendState.State;

/** The backends that were found, and the choice among them. Devices are looked for once, when first needed. */
public final class Backends {
    /** What failures are about: a backend is chosen by a setting of that name. */
    private static final Subject SETTING = Subject.setting("backend");

    private final Catalog catalog;
    private final Map<PluginEntry, BackendState> probed = new HashMap<>();
    private List<BackendState> states;

    Backends(Catalog catalog) {
        this.catalog = catalog;
    }

    /** All backends, usable or not: the usable ones by rank of their best device, then the others by id. */
    public synchronized List<BackendState> states() {
        if (states == null) {
            List<BackendState> all = new ArrayList<>();
            catalog.entries(PluginKind.BACKEND).forEach(e -> all.add(state(e)));
            all.addAll(broken());
            all.sort(Comparator.comparing(BackendState::state)
                    .thenComparing(Backends::rank, Comparator.reverseOrder())
                    .thenComparing(BackendState::id));
            states = List.copyOf(all);
        }
        return states;
    }

    /** The state of one, found out when first needed: a driver may take long to load. */
    private BackendState state(PluginEntry entry) {
        return probed.computeIfAbsent(entry, Backends::probe);
    }

    private List<BackendState> broken() {
        return catalog.known(PluginKind.BACKEND).stream()
                .map(p -> new BackendState(
                        p.id().isEmpty() ? "?" : p.id(),
                        State.FAILED,
                        List.of(),
                        p.cause(),
                        p.remedy(),
                        p.where(),
                        null))
                .toList();
    }

    /** Those with one id; the others are not examined. */
    private synchronized List<BackendState> states(String id) {
        return Stream.concat(
                        catalog.entries(PluginKind.BACKEND).stream()
                                .filter(e -> e.id().equals(id))
                                .map(this::state),
                        broken().stream().filter(s -> s.id().equals(id)))
                .toList();
    }

    private static int rank(BackendState s) {
        return s.devices().stream().mapToInt(Device::rank).max().orElse(-1);
    }

    private static BackendState probe(PluginEntry entry) {
        Probe probe;
        try {
            probe = ((BackendProvider) entry.plugin()).probe();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            // probe() must not throw; a provider that does is listed as broken
            return failed(entry, "looking for its devices failed: " + Causes.text(e), PluginScan.remedy(e));
        }
        if (probe == null) {
            return failed(entry, "looking for its devices failed: probe() returned null", PluginScan.REPAIR);
        }
        if (!probe.isAvailable() && (blank(probe.reason()) || blank(probe.remedy()))) {
            return failed(entry, "it has no device and says neither why nor what to do", PluginScan.REPAIR);
        }
        return new BackendState(
                entry.id(),
                probe.isAvailable() ? State.AVAILABLE : State.UNAVAILABLE,
                probe.devices(),
                probe.reason(),
                probe.remedy(),
                entry.location(),
                entry);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static BackendState failed(PluginEntry entry, String reason, String remedy) {
        return new BackendState(entry.id(), State.FAILED, List.of(), reason, remedy, entry.location(), entry);
    }

    /**
     * Chooses a device.
     *
     * @param spec {@code auto}, a backend's id, or {@code ID:DEVICE} with a device's number or part of its name
     * @return the choice, with the reason
     * @throws SsmException of kind BACKEND if it is not available, with the reason and the remedy
     */
    public BackendChoice choose(String spec) {
        if (spec.equals("auto")) {
            return automatic();
        }
        Name name = name(spec);
        List<BackendState> hits = states(name.id()).stream()
                .filter(s -> name.vendor() == null
                        || s.entry() != null && s.entry().vendor().equals(name.vendor()))
                .toList();
        if (hits.isEmpty()) {
            throw unknown(spec, name);
        }
        if (hits.size() > 1) {
            List<PluginEntry> entries = hits.stream()
                    .map(BackendState::entry)
                    .filter(Objects::nonNull)
                    .toList();
            throw Catalog.ambiguous(SsmException.Kind.BACKEND, PluginKind.BACKEND, name.shown(), entries)
                    .about(SETTING)
                    .exception();
        }
        BackendState state = hits.getFirst();
        if (state.state() != State.AVAILABLE) {
            throw Problem.backend(SETTING)
                    .says("backend '%s' is %s: %s", name.shown(), state.state().word(), state.reason())
                    .remedy("%s", state.remedy())
                    .exception();
        }
        Device device = name.device() == null ? best(state.devices()).orElseThrow() : device(state, name.device());
        String slow = state.reason().isEmpty() ? "" : "; slow: " + state.reason() + "; " + state.remedy();
        return choice(state, device, "asked for as '" + spec + "'" + slow);
    }

    private SsmException unknown(String spec, Name name) {
        String[] parts = spec.split(":", 3);
        List<PluginEntry> ofOthers = catalog.entries(PluginKind.BACKEND).stream()
                .filter(e -> parts.length > 1 && e.id().equals(parts[1]))
                .toList();
        if (!ofOthers.isEmpty()) {
            return Problem.backend(SETTING)
                    .says("there is no backend '%s' of vendor '%s'", parts[1], parts[0])
                    .remedy(
                            "there is %s",
                            ofOthers.stream().map(PluginEntry::describe).collect(Collectors.joining(" and ")))
                    .exception();
        }
        List<String> valid = Stream.concat(Stream.of("auto"), states().stream().map(BackendState::id))
                .toList();
        return Problem.backend(SETTING)
                .says("unknown backend '%s'", name.shown())
                .remedy("%s", Names.hint(name.id(), valid))
                .exception();
    }

    /** What a spec names: {@code ID}, {@code ID:DEVICE}, {@code VENDOR:ID} or {@code VENDOR:ID:DEVICE}. */
    private record Name(String vendor, String id, String device) {
        String shown() {
            return vendor == null ? id : vendor + ":" + id;
        }
    }

    private Name name(String spec) {
        String[] parts = spec.split(":", 3);
        if (parts.length > 1 && names(parts[0], parts[1])) {
            return new Name(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
        }
        int colon = spec.indexOf(':');
        return colon < 0 ? new Name(null, spec, null) : new Name(null, parts[0], spec.substring(colon + 1));
    }

    private boolean names(String vendor, String id) {
        return catalog.entries(PluginKind.BACKEND).stream()
                .anyMatch(e -> e.vendor().equals(vendor) && e.id().equals(id));
    }

    private BackendChoice choice(BackendState state, Device device, String reason) {
        return new BackendChoice(state.entry(), states(state.id()).size() > 1, device, reason);
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
            if (s.state() != State.AVAILABLE || !s.reason().isEmpty()) {
                // the remedy is given only if nothing else is available; the list of backends always gives it
                String remedy = chosen == null ? "; " + s.remedy() : "";
                String word = s.state() == State.AVAILABLE ? "slow" : s.state().word();
                others.add(s.id() + " is " + word + ": " + s.reason() + remedy);
            }
        }
        if (chosen == null) {
            Problem none = Problem.backend(SETTING)
                    .says(
                            "no backend to choose automatically: %s",
                            others.isEmpty() ? "none was found" : String.join("; ", others));
            throw states().stream()
                    .filter(s -> s.state() == State.AVAILABLE)
                    .map(s -> Message.of("%s", Subject.setting("backend", s.id())))
                    .reduce((a, b) -> Message.of("%s or %s", a, b))
                    .map(asked -> none.remedy("slow but working: %s", asked))
                    .orElse(none)
                    .exception();
        }
        String reason = "the best that is available" + (others.isEmpty() ? "" : "; " + String.join("; ", others));
        return choice(chosen, device, reason);
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
            throw Problem.backend(SETTING)
                    .says(
                            "backend '%s' has %s device '%s'",
                            state.id(), hits.isEmpty() ? "no" : "more than one", wanted)
                    .remedy("there are: %s", all)
                    .exception();
        }
        return hits.getFirst();
    }
}
