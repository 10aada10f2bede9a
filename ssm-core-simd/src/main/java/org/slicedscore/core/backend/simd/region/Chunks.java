package org.slicedscore.core.backend.simd.region;

import org.slicedscore.core.backend.simd.math.Lanes;

/**
 * The division of an index space into chunks of consecutive points that fit the L1 cache.
 *
 * <p>The trailing axes that together have no more points than a chunk make a block. A chunk is as many blocks along the axis
 * in front of them as fit, or a piece of the innermost axis where that alone is longer; it never goes on into the next index
 * of the axes further out. So what repeats along the outer axes is the same in all whole chunks, and what lies contiguously
 * along the axis that is cut lies so in every chunk.
 */
public final class Chunks {
    /** The split axis; -1 if all points form one chunk. */
    final int cutAxis;

    /** Points of a block. */
    final int block;

    /** Points of a chunk that is not the last along the cut axis. */
    final int size;

    /** Chunks along the cut axis. */
    final int alongCut;

    /** All chunks. */
    final int count;

    private final int row;

    /**
     * @param limit the most points of a chunk, a multiple of the lane count
     */
    Chunks(int[] extents, int limit) {
        int axis = extents.length;
        int points = 1;
        while (axis > 0 && (long) points * extents[axis - 1] <= limit) {
            points *= extents[--axis];
        }
        block = points;
        cutAxis = axis - 1;
        row = cutAxis < 0 ? block : Math.multiplyExact(block, extents[cutAxis]);
        if (cutAxis < 0) {
            size = block;
        } else if (block == 1) {
            int pieces = (row + limit - 1) / limit;
            size = (row + pieces - 1) / pieces + Lanes.COUNT - 1 & -Lanes.COUNT;
        } else {
            size = block * Math.min(limit / block, extents[cutAxis]);
        }
        alongCut = (row + size - 1) / size;
        int rows = 1;
        for (int i = 0; i < cutAxis; i++) {
            rows = Math.multiplyExact(rows, extents[i]);
        }
        count = Math.multiplyExact(rows, alongCut);
    }

    /** The number of chunks that hold the first points. */
    int covering(int points) {
        return points / row * alongCut + (points % row + size - 1) / size;
    }

    /** The first point of a chunk. */
    int start(int chunk) {
        return chunk / alongCut * row + chunk % alongCut * size;
    }

    /** The points of a chunk. */
    int length(int chunk) {
        return Math.min(size, row - chunk % alongCut * size);
    }
}
