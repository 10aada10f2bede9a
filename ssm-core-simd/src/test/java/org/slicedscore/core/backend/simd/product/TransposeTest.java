package org.slicedscore.core.backend.simd.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.slicedscore.core.backend.simd.math.Lanes;

class TransposeTest {
    @Test
    void transposesABlock() {
        int n = Lanes.COUNT;
        float[] from = new float[1 + n * (n + 3)];
        for (int i = 0; i < from.length; i++) {
            from[i] = i;
        }
        float[] scratch = new float[Transpose.SCRATCH];
        for (int rows = 1; rows <= n; rows++) {
            float[] to = new float[2 + n * (n + 5)];
            Transpose.exchange(from, 1, n + 3, rows, to, 2, n + 5, scratch, 0);
            float[] plain = new float[to.length];
            Transpose.plain(from, 1, n + 3, rows, plain, 2, n + 5);
            assertArrayEquals(plain, to, "plain loops, " + rows + " rows");
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    int row = Math.min(j, rows - 1);
                    assertEquals(from[1 + row * (n + 3) + i], to[2 + i * (n + 5) + j], rows + " rows, " + i + "," + j);
                }
            }
        }
    }
}
