package org.slicedscore.core.backend.simd.region;

import java.util.List;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region.Store;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.memory.Storage;

/**
 * The sources and targets of a region's values.
 *
 * <p>A load that lies contiguously in memory is read in place. One that is the same in every chunk is gathered once
 * per run by each thread, all others once per chunk.
 */
final class RegionMemory {
    /** How a load is read. */
    enum Source {
        IN_PLACE,
        ONCE_A_RUN,
        ONCE_A_CHUNK
    }

    /** The locations of a chunk's values in one thread. */
    static final class Place {
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

    final int[] extents;
    final Chunks chunks;
    final int loads;
    final Loop[] loops;
    final Source[] sources;
    final Strided[] loadViews;
    final int[] storedValues;
    final Strided[] storeViews;
    final boolean[] storeInPlace;
    final int[] reducedValues;
    final Storage.Piece[] constants;

    RegionMemory(
            Instruction.Region region,
            Loop[] loops,
            int[] extents,
            Chunks chunks,
            Buffers buffers,
            Constants constants) {
        this.extents = extents;
        this.chunks = chunks;
        this.loops = loops;
        loads = region.loads().size();
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
        reducedValues = region.stores().stream()
                .filter(s -> s.reduction() != null)
                .mapToInt(Store::value)
                .toArray();
        sources = new Source[loads];
        for (int i = 0; i < loads; i++) {
            sources[i] = source(region, i);
        }
        this.constants = new Storage.Piece[loops.length];
        for (int i = 0; i < loops.length; i++) {
            if (isConstant(i)) {
                this.constants[i] = constants.of(loops[i].constant());
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
            // it is stored elsewhere later, so it must outlive what overwrites it
            boolean stored = region.stores().stream().anyMatch(s -> s.value() == load);
            return overwritten && stored ? Source.ONCE_A_CHUNK : Source.IN_PLACE;
        }
        return view.repeatsUpTo(chunks.cutAxis) ? Source.ONCE_A_RUN : Source.ONCE_A_CHUNK;
    }

    /** Loads and loops. */
    int values() {
        return loads + loops.length;
    }

    /** Whether the loop of this number is a constant. */
    boolean isConstant(int loop) {
        return loops[loop] != null && loops[loop].isConstant();
    }

    /** Whether a value is the same number at all points. */
    boolean isScalar(int value) {
        return value < loads
                ? sources[value] == Source.ONCE_A_RUN && loadViews[value].repeatsUpTo(extents.length - 1)
                : isConstant(value - loads);
    }

    /** Allocates a thread's values. */
    Place place() {
        Place place = new Place(values(), extents.length);
        for (int i = 0; i < constants.length; i++) {
            if (constants[i] != null) {
                place.arrays[loads + i] = constants[i].array();
                place.offsets[loads + i] = constants[i].start();
            }
        }
        return place;
    }
}
