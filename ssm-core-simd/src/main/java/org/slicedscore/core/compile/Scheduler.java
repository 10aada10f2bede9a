package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.plan.Buffer;

/**
 * Orders units to keep memory small: of the ready units, one that frees at least as much as it takes goes
 * first; otherwise the earliest in the graph. Products with the same large second operand follow one another, so that a backend can
 * read it once for all of them. So each block of an unrolled loop is finished, with its share added to
 * the gradients, before the next one starts.
 */
final class Scheduler {
    /** Elements of a second operand that is worth reading once: more than stays in a near cache. */
    private static final long LARGE = 1 << 16;

    private final Units units;
    private final Map<Unit, Set<Unit>> waitsFor = new HashMap<>();
    private final Map<Unit, List<Unit>> successors = new HashMap<>();
    private final Map<Value, Integer> pendingReaders = new HashMap<>();
    private final Set<Value> live = new HashSet<>();
    /** When each unit became ready: with equal priority the earlier goes first. */
    private final Map<Unit, Integer> arrival = new HashMap<>();

    private final NavigableSet<Unit> ready =
            new TreeSet<>(Comparator.comparingInt((Unit u) -> u.priority).thenComparing(arrival::get));
    /** The ready units that free at least as much as they take. */
    private final NavigableSet<Unit> shrinking = new TreeSet<>(ready.comparator());

    Scheduler(Units units) {
        this.units = units;
        for (Unit u : units.units()) {
            Set<Unit> before = new HashSet<>(u.after);
            for (Value v : u.reads) {
                // a unit that updates a variable in place also reads its old value
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
        units.units().stream().filter(u -> waitsFor.get(u).isEmpty()).forEach(this::makeReady);
        while (!ready.isEmpty()) {
            Unit next = next(order.isEmpty() ? null : order.getLast());
            ready.remove(next);
            shrinking.remove(next);
            order.add(next);
            run(next);
            for (Unit s : successors.getOrDefault(next, List.of())) {
                Set<Unit> before = waitsFor.get(s);
                if (before.remove(next) && before.isEmpty()) {
                    makeReady(s);
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

    private Unit next(Unit before) {
        Unit sharing = before instanceof Unit.Heavy product ? sharing(product) : null;
        if (sharing != null) {
            return sharing;
        }
        return shrinking.isEmpty() ? ready.first() : shrinking.first();
    }

    /** A ready product of the same extents with the same large second operand; null if there is none. */
    private Unit sharing(Unit.Heavy product) {
        if (!(product.primitive instanceof Primitive.MatMul)) {
            return null;
        }
        Unit.Operand factor = product.operands.get(1);
        if (factor.layout().shape().size() < LARGE) {
            return null;
        }
        return factor.value().readers.stream()
                .filter(u -> arrival.containsKey(u)
                        && ready.contains(u)
                        && u instanceof Unit.Heavy other
                        && other.primitive.equals(product.primitive)
                        && other.operands.get(1).equals(factor)
                        && other.operands
                                .get(0)
                                .layout()
                                .shape()
                                .equals(product.operands.get(0).layout().shape()))
                .findFirst()
                .orElse(null);
    }

    private void makeReady(Unit u) {
        arrival.put(u, arrival.size());
        ready.add(u);
        update(u);
    }

    /** Whether a ready unit shrinks memory changes only when another unit writes or last reads one of its values. */
    private void update(Unit u) {
        if (arrival.containsKey(u) && ready.contains(u)) {
            if (shrinks(u)) {
                shrinking.add(u);
            } else {
                shrinking.remove(u);
            }
        }
    }

    /** Whether a unit frees about as much as it takes; a few extra numbers, such as a block's loss, do not count. */
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
        for (Value v : u.writes) {
            if (inArena(v) && live.add(v)) {
                v.writers.forEach(this::update);
            }
        }
        for (Value v : u.reads) {
            if (pendingReaders.merge(v, -1, Integer::sum) == 1) {
                v.readers.forEach(this::update);
            }
        }
    }

    private static boolean inArena(Value v) {
        return v.kind == Buffer.Kind.ARENA;
    }
}
