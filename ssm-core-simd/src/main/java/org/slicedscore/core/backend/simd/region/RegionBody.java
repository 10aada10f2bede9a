package org.slicedscore.core.backend.simd.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.region.RegionMemory.Place;
import org.slicedscore.core.backend.simd.region.RegionMemory.Source;

/**
 * A region's pieces in order, and the locations of values between them: each in a slot that stays in the L1 cache, or
 * directly in its target memory, unless the chunk ends within a vector. Values share a few slots.
 */
final class RegionBody {
    private final RegionMemory memory;
    private final RegionPiece[] pieces;

    /** The piece after which a store can run, because the memory it overwrites has been read; -1: before all. */
    private final int[] storeAfter;

    /** The store whose memory a value is written to, or -1. */
    private final int[] direct;

    private final int[] slots;
    private final int slotSize;
    private final int slotCount;

    RegionBody(RegionMemory memory, List<? extends RegionPiece> pieces) {
        this.memory = memory;
        this.pieces = pieces.toArray(RegionPiece[]::new);
        int[] made = new int[memory.values()];
        Arrays.fill(made, -1);
        for (int i = 0; i < this.pieces.length; i++) {
            for (int v : this.pieces[i].writes()) {
                made[v] = i;
            }
        }
        storeAfter = new int[memory.storeViews.length];
        direct = new int[memory.values()];
        Arrays.fill(direct, -1);
        for (int i = 0; i < storeAfter.length; i++) {
            planStore(i, made);
        }
        slotSize = (memory.chunks.size + Lanes.COUNT - 1 & -Lanes.COUNT) + Lanes.COUNT;
        slots = new int[memory.values()];
        slotCount = assignSlots(made);
    }

    /** One loop per step, each shared by all regions. */
    static RegionBody interpreted(RegionMemory memory) {
        List<LoopPiece> pieces = new ArrayList<>();
        for (int i = 0; i < memory.loops.length; i++) {
            if (memory.loops[i] != null && !memory.loops[i].isConstant()) {
                pieces.add(new LoopPiece(memory.loops[i], memory.loads + i));
            }
        }
        return new RegionBody(memory, pieces);
    }

    private void planStore(int store, int[] made) {
        int value = memory.storedValues[store];
        int after = made[value];
        for (int i = 0; i < memory.loads; i++) {
            if (memory.sources[i] == Source.IN_PLACE && memory.storeViews[store].sameAs(memory.loadViews[i])) {
                after = Math.max(after, lastUse(i));
            }
        }
        storeAfter[store] = after;
        if (memory.storeInPlace[store] && after >= 0 && after == made[value]) {
            direct[value] = store;
        }
    }

    /** The last piece that reads a value, or -1. */
    private int lastUse(int value) {
        for (int i = pieces.length - 1; i >= 0; i--) {
            for (int v : pieces[i].reads()) {
                if (v == value) {
                    return i;
                }
            }
        }
        return -1;
    }

    private int assignSlots(int[] made) {
        int[] last = new int[slots.length];
        for (int v = 0; v < slots.length; v++) {
            last[v] = lastUse(v);
        }
        for (int i = 0; i < storeAfter.length; i++) {
            int value = memory.storedValues[i];
            last[value] = Math.max(last[value], storeAfter[i] + 1);
        }
        for (int value : memory.reducedValues) {
            last[value] = pieces.length;
        }
        Arrays.fill(slots, -1);
        int count = 0;
        boolean[] taken = new boolean[slots.length + 1];
        for (int v = 0; v < memory.loads; v++) {
            if (memory.sources[v] != Source.IN_PLACE) {
                slots[v] = count;
                taken[count++] = true;
            }
        }
        boolean[] freed = new boolean[slots.length];
        for (int i = 0; i < pieces.length; i++) {
            // a result may reuse the place of an operand that is not used again
            for (int v = 0; v < slots.length; v++) {
                boolean kept = v < memory.loads && memory.sources[v] == Source.ONCE_A_RUN;
                if (slots[v] >= 0 && !freed[v] && last[v] <= i && made[v] < i && !kept) {
                    taken[slots[v]] = false;
                    freed[v] = true;
                }
            }
            for (int v : pieces[i].writes()) {
                int slot = 0;
                while (taken[slot]) {
                    slot++;
                }
                taken[slot] = true;
                slots[v] = slot;
                count = Math.max(count, slot + 1);
            }
        }
        return count;
    }

    /** Floats that a thread needs for its slots. */
    long size() {
        // one more for operations that need scratch space
        return (long) (slotCount + 1) * slotSize;
    }

    private int slot(int base, int number) {
        return base + (number + 1) * slotSize;
    }

    /** The start of a value's slot. */
    int slotOf(int value, int base) {
        return slot(base, slots[value]);
    }

    /** Computes and stores a chunk whose loads are in place; {@code own} from {@code base} is the thread's own memory. */
    void run(Place place, float[] own, int base, int point, int n) {
        boolean whole = (n & Lanes.COUNT - 1) == 0;
        finish(place, -1, point, n, whole);
        for (int i = 0; i < pieces.length; i++) {
            RegionPiece piece = pieces[i];
            for (int v : piece.writes()) {
                int target = whole ? direct[v] : -1;
                if (target >= 0) {
                    Strided view = memory.storeViews[target];
                    place.arrays[v] = view.array();
                    place.offsets[v] = view.at(place.index);
                } else {
                    place.arrays[v] = own;
                    place.offsets[v] = slotOf(v, base);
                }
            }
            piece.run(place.arrays, place.offsets, n, own, slot(base, -1));
            finish(place, i, point, n, whole);
        }
    }

    private void finish(Place place, int piece, int point, int n, boolean whole) {
        for (int i = 0; i < storeAfter.length; i++) {
            if (storeAfter[i] == piece && !(whole && direct[memory.storedValues[i]] == i)) {
                store(place, i, point, n);
            }
        }
    }

    private void store(Place place, int i, int point, int n) {
        float[] from = place.arrays[memory.storedValues[i]];
        int fo = place.offsets[memory.storedValues[i]];
        Strided view = memory.storeViews[i];
        if (memory.storeInPlace[i]) {
            System.arraycopy(from, fo, view.array(), view.at(place.index), n);
        } else {
            Walk.scatter(from, fo, memory.extents, view.strides(), point, n, view.array(), view.start());
        }
    }
}
