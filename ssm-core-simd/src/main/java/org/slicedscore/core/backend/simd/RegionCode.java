package org.slicedscore.core.backend.simd;

import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region.Store;

/**
 * A region's loads, steps and plain stores on one chunk: each step is one loop over the chunk, and what lies between steps
 * stays in the L1 cache.
 *
 * <p>A load that lies contiguously in memory is read in place. One that is the same in every chunk is copied together once
 * a run by each thread, all others once a chunk. A step whose value is stored contiguously writes it there at once, unless
 * the chunk ends within a vector. Values in between take turns in a few slots.
 */
final class RegionCode {
    private enum Source {
        IN_PLACE,
        ONCE_A_RUN,
        ONCE_A_CHUNK
    }

    /** Where one thread has the values of its chunk. */
    private static final class Place {
        final float[][] arrays;
        final int[] offsets;
        final int[] index;
        int run;

        Place(int values, int rank) {
            arrays = new float[values][];
            offsets = new int[values];
            index = new int[rank];
        }
    }

    private final int[] extents;
    private final Chunks chunks;
    private final Scratch scratch;
    private final int loads;
    private final Source[] sources;
    private final Strided[] loadViews;
    private final Loop[] steps;
    private final int[] storedValues;
    private final Strided[] storeViews;
    private final boolean[] storeInPlace;

    /** The step after which a store can be done, for the memory it overwrites has been read; -1: before all. */
    private final int[] storeAfter;

    /** The store whose memory a step writes its value to, or -1. */
    private final int[] direct;

    private final int[] slots;
    private final int slotSize;
    private final int scratchStart;
    private final Place[] places;
    private int run;

    /**
     * @param loops the region's steps
     * @param scratchStart where in each thread's own memory there is room from
     */
    RegionCode(
            Instruction.Region region,
            Loop[] loops,
            int[] extents,
            Chunks chunks,
            Buffers buffers,
            Constants constants,
            Scratch scratch,
            int scratchStart) {
        this.extents = extents;
        this.chunks = chunks;
        this.scratch = scratch;
        this.scratchStart = scratchStart;
        loads = region.loads().size();
        steps = loops;
        loadViews = region.loads().stream()
                .map(v -> Strided.of(v, extents, buffers))
                .toArray(Strided[]::new);
        List<Store> plain =
                region.stores().stream().filter(s -> s.reduction() == null).toList();
        storeViews =
                plain.stream().map(s -> Strided.of(s.view(), extents, buffers)).toArray(Strided[]::new);
        storedValues = plain.stream().mapToInt(Store::value).toArray();
        storeInPlace = new boolean[storeViews.length];
        for (int i = 0; i < storeViews.length; i++) {
            storeInPlace[i] = storeViews[i].contiguousFrom(chunks.cutAxis, extents);
        }
        sources = new Source[loads];
        for (int i = 0; i < loads; i++) {
            sources[i] = source(region, i);
        }
        storeAfter = new int[storeViews.length];
        direct = new int[steps.length];
        Arrays.fill(direct, -1);
        for (int i = 0; i < storeViews.length; i++) {
            planStore(i);
        }
        slotSize = (chunks.size + Lanes.COUNT - 1 & -Lanes.COUNT) + Lanes.COUNT;
        slots = new int[loads + steps.length];
        int slotCount = assignSlots(region);
        // one more for the operations that need room of their own
        scratch.reserve(0, scratchStart + (long) (slotCount + 1) * slotSize);
        places = new Place[scratch.threads()];
        for (int t = 0; t < places.length; t++) {
            places[t] = new Place(slots.length, extents.length);
        }
        for (int i = 0; i < steps.length; i++) {
            if (!isConstant(i)) {
                continue;
            }
            Storage.Piece range = constants.of(steps[i].constant());
            for (Place p : places) {
                p.arrays[loads + i] = range.array();
                p.offsets[loads + i] = range.start();
            }
        }
    }

    private Source source(Instruction.Region region, int load) {
        Strided view = loadViews[load];
        if (view.contiguousFrom(chunks.cutAxis, extents)) {
            boolean overwritten = false;
            for (Strided store : storeViews) {
                overwritten |= store.sameAs(view);
            }
            // as it is stored elsewhere, it must outlast what overwrites it
            boolean stored = region.stores().stream().anyMatch(s -> s.value() == load);
            return overwritten && stored ? Source.ONCE_A_CHUNK : Source.IN_PLACE;
        }
        return view.repeatsUpTo(chunks.cutAxis) ? Source.ONCE_A_RUN : Source.ONCE_A_CHUNK;
    }

    private void planStore(int store) {
        int value = storedValues[store];
        int after = value - loads;
        for (int i = 0; i < loads; i++) {
            if (sources[i] == Source.IN_PLACE && storeViews[store].sameAs(loadViews[i])) {
                after = Math.max(after, lastStep(i));
            }
        }
        storeAfter[store] = Math.max(after, -1);
        if (storeInPlace[store] && value >= loads && after == value - loads && !isConstant(after)) {
            direct[after] = store;
        }
    }

    private boolean isConstant(int step) {
        return steps[step] != null && steps[step].isConstant();
    }

    /** The last step that uses a value, or -1. */
    private int lastStep(int value) {
        for (int i = steps.length - 1; i >= 0; i--) {
            if (steps[i] != null && steps[i].uses(value)) {
                return i;
            }
        }
        return -1;
    }

    private int assignSlots(Instruction.Region region) {
        int[] lastUse = new int[slots.length];
        for (int v = 0; v < slots.length; v++) {
            lastUse[v] = lastStep(v);
        }
        for (int i = 0; i < storedValues.length; i++) {
            lastUse[storedValues[i]] = Math.max(lastUse[storedValues[i]], storeAfter[i] + 1);
        }
        for (Store s : region.stores()) {
            if (s.reduction() != null) {
                lastUse[s.value()] = steps.length;
            }
        }
        int count = 0;
        boolean[] taken = new boolean[slots.length + 1];
        Arrays.fill(slots, -1);
        for (int v = 0; v < slots.length; v++) {
            int step = v - loads;
            if (step >= 0) {
                // a result may take the place of an operand that is not used again
                for (int u = 0; u < v; u++) {
                    if (slots[u] >= 0 && lastUse[u] <= step && (u >= loads || sources[u] != Source.ONCE_A_RUN)) {
                        taken[slots[u]] = false;
                        lastUse[u] = Integer.MAX_VALUE;
                    }
                }
            }
            boolean needed = step < 0 ? sources[v] != Source.IN_PLACE : steps[step] != null && !isConstant(step);
            if (needed) {
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

    /** Where a slot lies; slot -1 is the room for operations. */
    private int slot(int base, int number) {
        return base + (number + 1) * slotSize;
    }

    /** To be called before the chunks of a run, by one thread. */
    void begin() {
        run++;
    }

    /** Computes and stores one chunk. */
    void run(int point, int n, int worker) {
        Place place = places[worker];
        float[] own = scratch.array();
        int base = scratch.own(worker) + scratchStart;
        load(place, own, base, point, n);
        boolean whole = (n & Lanes.COUNT - 1) == 0;
        for (int i = 0; i < storedValues.length; i++) {
            if (storeAfter[i] < 0) {
                store(place, i, point, n);
            }
        }
        for (int i = 0; i < steps.length; i++) {
            Loop s = steps[i];
            if (s == null || s.isConstant()) {
                finish(place, i, point, n, -1);
                continue;
            }
            int to = loads + i;
            int target = whole ? direct[i] : -1;
            if (target >= 0) {
                Strided view = storeViews[target];
                place.arrays[to] = view.array();
                place.offsets[to] = view.at(place.index);
            } else {
                place.arrays[to] = own;
                place.offsets[to] = slot(base, slots[to]);
            }
            int a = s.a();
            int b = s.b() < 0 ? a : s.b();
            int c = s.c() < 0 ? a : s.c();
            s.op().run(
                            place.arrays[a],
                            place.offsets[a],
                            place.arrays[b],
                            place.offsets[b],
                            place.arrays[c],
                            place.offsets[c],
                            place.arrays[to],
                            place.offsets[to],
                            n,
                            own,
                            slot(base, -1));
            finish(place, i, point, n, target);
        }
    }

    private void load(Place place, float[] own, int base, int point, int n) {
        locate(place.index, point);
        boolean first = place.run != run;
        place.run = run;
        for (int i = 0; i < loads; i++) {
            Strided view = loadViews[i];
            if (sources[i] == Source.IN_PLACE) {
                place.arrays[i] = view.array();
                place.offsets[i] = view.at(place.index);
                continue;
            }
            place.arrays[i] = own;
            place.offsets[i] = slot(base, slots[i]);
            if (sources[i] == Source.ONCE_A_CHUNK) {
                Walk.gather(view.array(), view.start(), extents, view.strides(), point, n, own, place.offsets[i]);
            } else if (first) {
                // as much as the longest chunk: later ones may be longer than this one
                Walk.gather(view.array(), view.start(), extents, view.strides(), 0, chunks.size, own, place.offsets[i]);
            }
        }
    }

    private void locate(int[] index, int point) {
        int rest = point;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            int next = rest / extents[axis];
            index[axis] = rest - next * extents[axis];
            rest = next;
        }
    }

    private void finish(Place place, int step, int point, int n, int done) {
        for (int i = 0; i < storedValues.length; i++) {
            if (storeAfter[i] == step && i != done) {
                store(place, i, point, n);
            }
        }
    }

    private void store(Place place, int i, int point, int n) {
        float[] from = place.arrays[storedValues[i]];
        int fo = place.offsets[storedValues[i]];
        Strided view = storeViews[i];
        if (storeInPlace[i]) {
            VectorMath.copy(from, fo, view.array(), view.at(place.index), n);
        } else {
            Walk.scatter(from, fo, extents, view.strides(), point, n, view.array(), view.start());
        }
    }

    /** After {@link #run(int, int, int)}: the array of a value of the thread's chunk. */
    float[] array(int value, int worker) {
        return places[worker].arrays[value];
    }

    /** After {@link #run(int, int, int)}: where in its array a value starts. */
    int offset(int value, int worker) {
        return places[worker].offsets[value];
    }
}
