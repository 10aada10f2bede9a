package org.slicedscore.core.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slicedscore.api.plan.Buffer;

/**
 * Places all temporaries in one piece of memory: those whose lifetimes do not overlap share memory. An element-wise
 * result reuses the place of an operand that is read for the last time.
 */
final class Arena {
    /** Alignment of places in elements: a cache line of 64 bytes. */
    private static final long ALIGNMENT = 16;

    /** A place, with its lifetime and values. */
    private static final class Block {
        final long size;
        final int from;
        int to;
        long offset;

        Block(long size, int from) {
            this.size = size;
            this.from = from;
            this.to = from;
        }

        boolean overlaps(Block other) {
            return from <= other.to && other.from <= to;
        }
    }

    private final Map<Value, Block> blocks = new LinkedHashMap<>();
    private long size;

    Arena(List<Unit> order) {
        Map<Value, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            for (Value v : order.get(i).reads) {
                lastUse.put(v, i);
            }
            for (Value v : order.get(i).writes) {
                lastUse.put(v, i);
            }
        }
        for (int i = 0; i < order.size(); i++) {
            Unit unit = order.get(i);
            Deque<Value> dying = unit instanceof Unit.Region r ? dying(r, i, lastUse) : new ArrayDeque<>();
            Set<Value> whole = unit instanceof Unit.Region r ? wholeStores(r) : Set.of();
            Set<Block> taken = Collections.newSetFromMap(new IdentityHashMap<>());
            unit.writes.stream().map(blocks::get).filter(Objects::nonNull).forEach(taken::add);
            for (Value v : unit.writes) {
                if (v.kind == Buffer.Kind.ARENA && !blocks.containsKey(v)) {
                    Block block = whole.contains(v) ? inherited(v, dying, taken) : null;
                    blocks.put(v, block != null ? block : new Block(v.shape.size(), i));
                }
            }
            for (Value v : unit.reads) {
                if (blocks.containsKey(v)) {
                    blocks.get(v).to = i;
                }
            }
            for (Value v : unit.writes) {
                if (blocks.containsKey(v)) {
                    blocks.get(v).to = i;
                }
            }
        }
        place();
    }

    /** The place of an operand of the result's size that is not yet reused, or null. */
    private Block inherited(Value result, Deque<Value> dying, Set<Block> taken) {
        if (dying.isEmpty() || dying.peek().shape.size() != result.shape.size()) {
            return null;
        }
        while (!dying.isEmpty()) {
            Block block = blocks.get(dying.poll());
            if (taken.add(block)) {
                return block;
            }
        }
        return null;
    }

    /** The operands that a region reads last, each point from the same point, in load order. */
    private static Deque<Value> dying(Unit.Region region, int now, Map<Value, Integer> lastUse) {
        Set<Value> values = new LinkedHashSet<>();
        for (Unit.Operand load : region.loads) {
            Value v = load.value();
            if (v.kind == Buffer.Kind.ARENA && lastUse.get(v) == now && region.space.size() == v.shape.size()) {
                values.add(v);
            }
        }
        for (Unit.Operand load : region.loads) {
            if (!load.layout().isWhole(load.value().shape)) {
                values.remove(load.value());
            }
        }
        return new ArrayDeque<>(values);
    }

    /** The values that a region writes point by point and in full. */
    private static Set<Value> wholeStores(Unit.Region region) {
        Set<Value> values = new HashSet<>();
        region.stores.forEach(s -> values.add(s.to().value()));
        for (Unit.Region.Store s : region.stores) {
            if (s.reduction() != null || !s.to().layout().isWhole(s.to().value().shape)) {
                values.remove(s.to().value());
            }
        }
        return values;
    }

    private void place() {
        List<Block> open = new ArrayList<>(new LinkedHashSet<>(blocks.values()));
        open.sort(Comparator.comparingLong((Block b) -> -b.size).thenComparingInt(b -> b.from));
        // by offset, so that one pass finds the first gap
        List<Block> placed = new ArrayList<>();
        Comparator<Block> byOffset = Comparator.comparingLong(b -> b.offset);
        for (Block b : open) {
            b.offset = firstGap(b, placed);
            int at = Collections.binarySearch(placed, b, byOffset);
            placed.add(at < 0 ? -at - 1 : at, b);
            size = Math.max(size, b.offset + b.size);
        }
    }

    private static long firstGap(Block b, List<Block> placed) {
        long at = 0;
        for (Block p : placed) {
            if (at + b.size <= p.offset) {
                break;
            }
            if (b.overlaps(p)) {
                at = Math.max(at, aligned(p.offset + p.size));
            }
        }
        return at;
    }

    static long aligned(long n) {
        return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    long offset(Value v) {
        return blocks.get(v).offset;
    }

    /** The total number of elements. */
    long size() {
        return size;
    }
}
