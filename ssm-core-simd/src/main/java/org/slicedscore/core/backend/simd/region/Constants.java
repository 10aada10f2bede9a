package org.slicedscore.core.backend.simd.region;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.memory.Storage;

/** Ranges filled with one number each, as long as a region's chunk, for the scalar operands of a plan's regions. */
public final class Constants {
    private final Storage storage;
    private final Map<Float, Storage.Piece> ranges = new HashMap<>();

    public Constants(Storage storage) {
        this.storage = storage;
    }

    Storage.Piece of(double value) {
        return ranges.computeIfAbsent((float) value, v -> {
            int n = RegionKernel.CHUNK + Lanes.COUNT;
            Storage.Piece range = storage.allocate(n);
            Arrays.fill(range.array(), range.start(), range.start() + n, v);
            return range;
        });
    }
}
