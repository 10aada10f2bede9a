package org.slicedscore.core.backend.simd.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.slicedscore.core.backend.simd.Numbers;

class ReductionsTest {
    /** Plain loops come first, kernels when they are compiled. */
    @Test
    void sumsHaveTheSameBitsBothWays() {
        float[] x = Numbers.uniform(5000, 7);
        for (int n = 0; n < 10 * Lanes.COUNT; n++) {
            float[] sums = new float[3];
            Reductions.vectorSums(x, 1, 3, n, sums, 0);
            for (int row = 0; row < 3; row++) {
                assertEquals(PlainMath.sum(x, 1 + row * n, n), sums[row], "row " + row + " of " + n);
            }
        }
    }

    @Test
    void rowsHaveTheSameBitsBothWays() {
        float[] x = Numbers.uniform(5000, 9);
        x[17] = Float.NaN;
        x[18] = -0f;
        for (int rows = 0; rows < 6; rows++) {
            for (int n : new int[] {1, Lanes.COUNT, Lanes.COUNT + 1, 207}) {
                float[] vectors = Numbers.uniform(n + Lanes.COUNT, 10);
                float[] plain = vectors.clone();
                Reductions.addVectors(x, 3, 210, rows, vectors, 0, n);
                Reductions.plainAddRows(x, 3, 210, rows, plain, 0, n);
                assertArrayEquals(Arrays.copyOf(plain, n), Arrays.copyOf(vectors, n), rows + " rows of " + n);
                Reductions.maxVectors(x, 3, 210, rows, vectors, 0, n);
                Reductions.plainMaxRows(x, 3, 210, rows, plain, 0, n);
                assertArrayEquals(Arrays.copyOf(plain, n), Arrays.copyOf(vectors, n), rows + " rows of " + n);
            }
        }
    }

    @Test
    void aSumIsTheSumOfVectors() {
        float[] x = Numbers.uniform(5000, 8);
        float[] sums = new float[9];
        for (int i = 0; i < 50; i++) {
            Sums.fold(x, 3, 9, sums, 0);
            for (int j = 0; j < 9; j++) {
                double sum = 0;
                for (int lane = 0; lane < Lanes.COUNT; lane++) {
                    sum += x[3 + j * Lanes.COUNT + lane];
                }
                assertEquals(sum, sums[j], 1e-5);
            }
        }
    }
}
