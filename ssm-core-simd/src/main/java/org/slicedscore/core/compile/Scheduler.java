package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.plan.Buffer;

/**
 * Orders units so that memory stays small: of the units that are ready, one that frees at least what it takes goes
 * first; otherwise the earliest in the graph. So each block of an unrolled loop is finished, its share added to the
 * gradients, before the next one starts.
 */
final class Scheduler {
    private final Units units;
    private final Map<Unit, Set<Unit>> waitsFor = new HashMap<>();
    private final Map<Unit, List<Unit>> successors = new HashMap<>();
    private final Map<Value, Integer> pendingReaders = new HashMap<>();
    private final Set<Value> live = new HashSet<>();

    Scheduler(Units units) {
        this.units = units;
        for (Unit u : units.units()) {
            Set<Unit> before = new HashSet<>(u.after);
            for (Value v : u.reads) {
                // a unit that updates a variable in place reads its old value
                if (v.kind != Buffer.Kind.VARIABLE) {
                    before.addAll(v.writers);
                }
            }
            before.remove(u);
            waitsFor.put(u, before);
            before.forEach(
                    b -> successors.computeIfAbsent(b, k -> new ArrayList<>()).add(u));
        }
        for (Value v : units.values()) {
            pendingReaders.put(v, v.readers.size());
        }
    }

    List<Unit> order() {
        List<Unit> order = new ArrayList<>();
        List<Unit> ready = new ArrayList<>(
                units.units().stream().filter(u -> waitsFor.get(u).isEmpty()).toList());
        while (!ready.isEmpty()) {
            Unit next = choose(ready);
            ready.remove(next);
            order.add(next);
            run(next);
            for (Unit s : successors.getOrDefault(next, List.of())) {
                Set<Unit> before = waitsFor.get(s);
                if (before.remove(next) && before.isEmpty()) {
                    ready.add(s);
                }
            }
        }
        if (order.size() != units.units().size()) {
            throw new IllegalStateException("the units wait for each other: "
                    + (units.units().size() - order.size()) + " of "
                    + units.units().size());
        }
        return order;
    }

    private Unit choose(List<Unit> ready) {
        Comparator<Unit> early = Comparator.comparingInt(u -> u.priority);
        return ready.stream()
                .filter(this::shrinks)
                .min(early)
                .orElseGet(() -> ready.stream().min(early).orElseThrow());
    }

    /** Whether a unit frees about as much as it takes; a few numbers more, such as a block's loss, do not count. */
    private boolean shrinks(Unit u) {
        long taken = 0;
        for (Value v : u.writes) {
            taken += inArena(v) && !live.contains(v) ? v.shape.size() : 0;
        }
        long freed = 0;
        for (Value v : u.reads) {
            freed += inArena(v) && pendingReaders.get(v) == 1 ? v.shape.size() : 0;
        }
        return taken <= freed + freed / 8;
    }

    private void run(Unit u) {
        u.writes.stream().filter(Scheduler::inArena).forEach(live::add);
        u.reads.forEach(v -> pendingReaders.merge(v, -1, Integer::sum));
    }

    private static boolean inArena(Value v) {
        return v.kind == Buffer.Kind.ARENA;
    }
}
