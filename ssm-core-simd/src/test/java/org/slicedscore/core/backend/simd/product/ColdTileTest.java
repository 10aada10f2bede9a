package org.slicedscore.core.backend.simd.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.core.backend.simd.math.Lanes;

/** The first tiles have the bits of all others, and are few. */
class ColdTileTest {
    private static final int STRIDE = Tile.WIDTH + 3;

    private final Random random = new Random(1);

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({"4, true", "4, false", "8, true", "8, false", "12, true", "12, false"})
    void itsSumsAreThoseOfTheKernel(int height, boolean bySteps) {
        TileCode kernel = TileWriter.make(height, bySteps);
        ColdTile cold = new ColdTile(kernel, height, bySteps);
        if (!Lanes.FMA) {
            assertTrue(cold.done(), "a product and a sum round otherwise, so the kernel comes first");
            return;
        }
        for (int depth : new int[] {0, 1, 2, 63, Tile.DEPTH}) {
            for (boolean add : new boolean[] {false, true}) {
                float[] a = numbers(3 + height * Tile.PITCH);
                float[] b = numbers(5 + Tile.DEPTH * Tile.WIDTH);
                float[] z = numbers(height * Tile.WIDTH + 2);
                float[] expected = numbers(height * STRIDE + 7);
                float[] found = expected.clone();
                kernel.multiply(a, 3, b, 5, depth, add, z, 2, Tile.WIDTH, expected, 7, STRIDE);
                cold.multiply(a, 3, b, 5, depth, add, z, 2, Tile.WIDTH, found, 7, STRIDE);
                assertArrayEquals(expected, found, "depth " + depth + (add ? ", added" : ""));
                // in place, as sums that go on do it
                kernel.multiply(a, 3, b, 5, depth, add, expected, 7, STRIDE, expected, 7, STRIDE);
                cold.multiply(a, 3, b, 5, depth, add, found, 7, STRIDE, found, 7, STRIDE);
                assertArrayEquals(expected, found, "in place, depth " + depth);
            }
        }
    }

    /** The compiler hears of the kernel; without one this would not end, and the backend says that it is slow. */
    @Test
    void itGivesWayToTheKernel() {
        ColdTile cold = new ColdTile(TileWriter.make(4, true), 4, true);
        float[] numbers = numbers(Tile.DEPTH * Tile.WIDTH);
        float[] c = new float[4 * Tile.WIDTH];
        long end = System.nanoTime() + 120_000_000_000L;
        while (!cold.done() && System.nanoTime() < end) {
            cold.multiply(numbers, 0, numbers, 0, Tile.DEPTH, false, c, 0, Tile.WIDTH, c, 0, Tile.WIDTH);
        }
        assertTrue(cold.done());
    }
}
