package org.slicedscore.core.backend.simd.region;

/** The interface of a generated class: one loop over a chunk. */
interface PhaseCode {
    /**
     * Computes n elements, in whole vectors.
     *
     * @param arrays the array of each value of a region
     * @param offsets where in its array each value starts
     * @param values which of them this code reads, and then which it writes
     */
    void run(float[][] arrays, int[] offsets, int[] values, int n);
}
