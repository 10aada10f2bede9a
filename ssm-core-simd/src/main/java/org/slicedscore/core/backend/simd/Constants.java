package org.slicedscore.core.backend.simd;

import java.util.HashMap;
import java.util.Map;

/** Ranges filled with one number each, as long as a region's chunk, for the scalar operands of a plan's regions. */
final class Constants {
    private final Map<Float, float[]> ranges = new HashMap<>();

    float[] of(double value) {
        return ranges.computeIfAbsent((float) value, v -> {
            float[] range = new float[RegionKernel.CHUNK + Lanes.COUNT];
            java.util.Arrays.fill(range, v);
            return range;
        });
    }
}
