package org.slicedscore.core.backend.simd.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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

    /** Plain loops come first: each has the bits of the code on vectors that follows it. */
    @Test
    void plainLoopsHaveTheBitsOfTheirKernels() {
        float[] a = numbers(40 * Tile.PITCH);
        float[] b = numbers(40 * Tile.PITCH);
        for (int k : new int[] {0, 1, 2, Lanes.COUNT, Lanes.COUNT + 1, 63, 200}) {
            for (boolean add : new boolean[] {false, true}) {
                float[] expected = numbers(6 * STRIDE);
                float[] found = expected.clone();
                FourRows.vectors(a, 3, 7, 2, b, 5, STRIDE, k, add, b, 2, STRIDE, expected, 7, STRIDE);
                FourRows.plain(a, 3, 7, 2, b, 5, STRIDE, k, add, b, 2, STRIDE, found, 7, STRIDE);
                assertArrayEquals(expected, found, "four rows, k = " + k);
            }
            float[] expected = new float[8 * Lanes.COUNT + 1];
            float[] found = expected.clone();
            DotMatMul.multiply(a, 1, 300, 600, 900, b, 2, 400, k, expected, 1);
            DotMatMul.plain(a, 1, 300, 600, 900, b, 2, 400, k, found, 1);
            assertArrayEquals(expected, found, "inner products, k = " + k);
        }
        for (int cols = 1; cols <= Tile.WIDTH; cols++) {
            for (boolean add : new boolean[] {false, true}) {
                float[] expected = numbers(Tile.ROWS * STRIDE);
                float[] found = expected.clone();
                Tile.vectors(a, 4, expected, 2, STRIDE, 3, cols, add);
                Tile.plain(a, 4, found, 2, STRIDE, 3, cols, add);
                assertArrayEquals(expected, found, cols + " columns of a tile");
            }
        }
    }

    @Test
    void panelsAreTheSameBothWays() {
        float[] source = numbers(100 * Tile.PITCH);
        for (int depth : new int[] {1, Lanes.COUNT, 2 * Lanes.COUNT, 2 * Lanes.COUNT + 1, 37, Tile.DEPTH}) {
            for (int rows = 1; rows <= Tile.ROWS; rows++) {
                float[] plain = new float[Packing.panelA(false, depth) + Tile.DEPTH];
                float[] vectors = plain.clone();
                Packing.rowByRow(source, 3, depth + 1, rows, depth, plain, 0);
                Packing.vectorsByRows(source, 3, depth + 1, rows, depth, vectors, 0);
                for (int i = 0; i < rows; i++) {
                    assertArrayEquals(
                            Arrays.copyOfRange(plain, i * Tile.PITCH, i * Tile.PITCH + depth),
                            Arrays.copyOfRange(vectors, i * Tile.PITCH, i * Tile.PITCH + depth));
                }
                plain = new float[Packing.panelA(true, depth) + Tile.DEPTH];
                vectors = plain.clone();
                Packing.stepByStep(source, 3, 14, rows, 0, depth, plain, 0);
                Packing.vectorsBySteps(source, 3, 14, rows, depth, vectors, 0);
                int height = Tile.height(rows);
                for (int p = 0; p < depth; p++) {
                    assertArrayEquals(
                            Arrays.copyOfRange(plain, p * height, p * height + rows),
                            Arrays.copyOfRange(vectors, p * height, p * height + rows));
                }
            }
            for (int cols : new int[] {1, Lanes.COUNT, Tile.WIDTH - 1, Tile.WIDTH, Tile.WIDTH + 1, 3 * Tile.WIDTH}) {
                int panel = Packing.panelB(depth);
                float[] plain = new float[4 * panel];
                float[] vectors = plain.clone();
                Packing.panelByPanel(source, 3, cols + 1, cols, depth, panel, plain, 0);
                Packing.vectorsOfColumns(source, 3, cols + 1, cols, depth, panel, vectors, 0);
                for (int j = 0; j < cols; j++) {
                    for (int p = 0; p < depth; p++) {
                        int at = j / Tile.WIDTH * panel + p * Tile.WIDTH + j % Tile.WIDTH;
                        assertEquals(plain[at], vectors[at], "column " + j + " at " + p);
                    }
                }
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
