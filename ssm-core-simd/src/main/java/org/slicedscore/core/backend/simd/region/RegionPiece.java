package org.slicedscore.core.backend.simd.region;

/**
 * One loop over a chunk of a region. It reads values of the region and computes others; each is in an array
 * of its own choice.
 */
interface RegionPiece {
    /**
     * Computes n elements, in whole vectors.
     *
     * @param arrays the array of each value of the region
     * @param offsets the start of each value in its array
     * @param scratch room for a chunk from {@code so}
     */
    void run(float[][] arrays, int[] offsets, int n, float[] scratch, int so);

    /** The values it reads, by number. */
    int[] reads();

    /** The values it computes and others need, by number. */
    int[] writes();
}
