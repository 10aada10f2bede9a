package org.slicedscore.core.backend.simd.kernel;

import java.util.Arrays;

/**
 * The picks of a gather as runs of consecutive positions: the taps of one row of a convolution's kernel are pixels side by
 * side, and one copy.
 *
 * @param source the first position of each run
 * @param target the number of each run's first pick, and behind the last run the number of picks
 */
record Runs(int[] source, int[] target) {
    /**
     * Divides picks into runs.
     *
     * @param indices the position of each pick
     * @param cut no run goes on over a multiple of so many picks
     */
    static Runs of(int[] indices, int cut) {
        int[] source = new int[indices.length];
        int[] target = new int[indices.length + 1];
        int n = 0;
        for (int i = 0; i < indices.length; i++) {
            if (i % cut == 0 || indices[i] != indices[i - 1] + 1) {
                source[n] = indices[i];
                target[n++] = i;
            }
        }
        target[n] = indices.length;
        return new Runs(Arrays.copyOf(source, n), Arrays.copyOf(target, n + 1));
    }

    int count() {
        return source.length;
    }

    int picks() {
        return target[source.length];
    }
}
