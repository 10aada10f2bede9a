package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.plan.Buffer;

/**
 * Places all temporaries in one piece of memory: those whose lifetimes do not overlap share it. An element-wise result
 * takes over the place of an operand that is read for the last time.
 */
final class Arena {
    /** Elements that every place starts at a multiple of: a cache line of 64 bytes. */
    private static final long ALIGNMENT = 16;

    /** A place: when it is taken and for which values. */
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
            for (Value v : order.get(i).writes) {
                if (v.kind == Buffer.Kind.ARENA && !blocks.containsKey(v)) {
                    Block block = inherited(order.get(i), v, i, lastUse);
                    blocks.put(v, block != null ? block : new Block(v.shape.size(), i));
                }
            }
            for (Value v : order.get(i).reads) {
                if (blocks.containsKey(v)) {
                    blocks.get(v).to = i;
                }
            }
            for (Value v : order.get(i).writes) {
                if (blocks.containsKey(v)) {
                    blocks.get(v).to = i;
                }
            }
        }
        place();
    }

    /** The place of an operand that dies here and is read point by point, or null. */
    private Block inherited(Unit unit, Value result, int now, Map<Value, Integer> lastUse) {
        if (!(unit instanceof Unit.Region region) || !isWholeStore(region, result)) {
            return null;
        }
        for (Unit.Operand load : region.loads) {
            Value v = load.value();
            if (v.kind == Buffer.Kind.ARENA
                    && lastUse.get(v) == now
                    && v.shape.size() == result.shape.size()
                    && region.space.size() == v.shape.size()
                    && region.loads.stream()
                            .allMatch(l -> l.value() != v || l.layout().isWhole(v.shape))
                    && !isTaken(region, blocks.get(v), result)) {
                return blocks.get(v);
            }
        }
        return null;
    }

    private static boolean isWholeStore(Unit.Region region, Value result) {
        return region.stores.stream()
                .filter(s -> s.to().value() == result)
                .allMatch(s -> s.reduction() == null && s.to().layout().isWhole(result.shape));
    }

    private boolean isTaken(Unit.Region region, Block block, Value result) {
        return region.writes.stream().anyMatch(w -> w != result && blocks.get(w) == block);
    }

    private void place() {
        List<Block> open = new ArrayList<>(new java.util.LinkedHashSet<>(blocks.values()));
        open.sort(Comparator.comparingLong((Block b) -> -b.size).thenComparingInt(b -> b.from));
        List<Block> placed = new ArrayList<>();
        for (Block b : open) {
            b.offset = firstGap(b, placed);
            placed.add(b);
            size = Math.max(size, b.offset + b.size);
        }
    }

    private static long firstGap(Block b, List<Block> placed) {
        List<Block> inTheWay = placed.stream()
                .filter(b::overlaps)
                .sorted(Comparator.comparingLong(p -> p.offset))
                .toList();
        long at = 0;
        for (Block p : inTheWay) {
            if (at + b.size <= p.offset) {
                break;
            }
            at = Math.max(at, aligned(p.offset + p.size));
        }
        return at;
    }

    private static long aligned(long n) {
        return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    long offset(Value v) {
        return blocks.get(v).offset;
    }

    /** Elements in all. */
    long size() {
        return size;
    }
}
