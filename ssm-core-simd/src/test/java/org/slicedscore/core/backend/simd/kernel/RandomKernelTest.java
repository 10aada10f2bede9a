package org.slicedscore.core.backend.simd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.random.Philox;
import org.slicedscore.core.backend.simd.Numbers;
import org.slicedscore.core.backend.simd.math.Gaussian;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.PhiloxVector;
import org.slicedscore.core.backend.simd.math.PlainRandom;
import org.slicedscore.core.backend.simd.thread.Threads;
import org.slicedscore.core.backend.simd.thread.WorkerPool;

/** Random numbers against the scalar generator of the convention. */
class RandomKernelTest {
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 3, 1},
        {2, 5, 2},
        {1, 7, 3},
        {2, 9, 4},
        {1, 100, 5},
        {3, 64, 11},
        {1, 333, 207},
        {1, 2, 4097},
        {2, 17, 784}
    };

    @Test
    void wordsAreTheGenerators() {
        int[] words = new int[4];
        for (int[] s : SHAPES) {
            for (Distribution d : new Distribution[] {Distribution.UNIFORM, Distribution.RADEMACHER}) {
                float[] found = fill(d, s, 42, 7, -2, 1);
                long key = Philox.key(42, "p");
                for (int q = 0; q < s[0]; q++) {
                    for (int r = 0; r < s[1]; r++) {
                        for (int e = 0; e < s[2]; e++) {
                            Philox.block(key, e / 4, r - 2, q, 7, words, 0);
                            int word = words[e % 4];
                            double expected =
                                    d == Distribution.UNIFORM ? Philox.uniform(word) : Philox.rademacher(word);
                            assertEquals(
                                    expected, found[(q * s[1] + r) * s[2] + e], d + " at " + q + "," + r + "," + e);
                        }
                    }
                }
            }
        }
    }

    /** Those come first, kernels when they are compiled. */
    @Test
    void plainLoopsHaveTheBitsOfTheKernels() {
        int blocks = 1 << 15;
        int room = 2 * blocks + 2 * Lanes.COUNT;
        for (int[] place : new int[][] {{1, 0, 0, 0, 0}, {3, -5, 2, 1, 7}, {7, 1 << 30, 6, -1, -1}}) {
            int[] firsts = new int[room];
            int[] seconds = new int[room];
            int[] plainFirsts = new int[room];
            int[] plainSeconds = new int[room];
            long key = Philox.key(3, "p" + place[0]);
            PhiloxVector.words(key, place[0], place[1], place[2], place[3], place[4], blocks, firsts, seconds);
            PlainRandom.words(key, place[0], place[1], place[2], place[3], place[4], blocks, plainFirsts, plainSeconds);
            assertArrayEquals(Arrays.copyOf(firsts, 2 * blocks), Arrays.copyOf(plainFirsts, 2 * blocks));
            assertArrayEquals(Arrays.copyOf(seconds, 2 * blocks), Arrays.copyOf(plainSeconds, 2 * blocks));
            // words at the ends of their range
            firsts[0] = 0;
            firsts[1] = -1;
            firsts[2] = 0xff;
            seconds[0] = 0;
            seconds[1] = -1;
            seconds[2] = 1 << 29;
            seconds[3] = 3 << 29;
            int pairs = 2 * blocks;
            float[] found = new float[4 * room];
            float[] plain = new float[4 * room];
            PhiloxVector.uniform(firsts, seconds, pairs, found, 0);
            PlainRandom.uniform(firsts, seconds, pairs, plain, 0);
            assertArrayEquals(Arrays.copyOf(found, 2 * pairs), Arrays.copyOf(plain, 2 * pairs));
            PhiloxVector.rademacher(firsts, seconds, pairs, found, 0);
            PlainRandom.rademacher(firsts, seconds, pairs, plain, 0);
            assertArrayEquals(Arrays.copyOf(found, 2 * pairs), Arrays.copyOf(plain, 2 * pairs));
            Gaussian.radii(firsts, pairs, found, 0, found, room);
            PlainRandom.radii(firsts, pairs, plain, 0, plain, room);
            assertArrayEquals(Arrays.copyOf(found, pairs), Arrays.copyOf(plain, pairs));
            assertArrayEquals(
                    Arrays.copyOfRange(found, room, room + pairs), Arrays.copyOfRange(plain, room, room + pairs));
            Gaussian.pairs(seconds, pairs, found, 0, found, room, found, 2 * room);
            PlainRandom.pairs(seconds, pairs, plain, 0, plain, room, plain, 2 * room);
            assertArrayEquals(
                    Arrays.copyOfRange(found, 2 * room, 2 * room + 2 * pairs),
                    Arrays.copyOfRange(plain, 2 * room, 2 * room + 2 * pairs));
        }
    }

    @Test
    void gaussianNumbersAreWithinTwoUlps() {
        int rows = 1000;
        int elements = 1000;
        float[] found = fill(Distribution.NORMAL, new int[] {1, rows, elements}, 1, 3, 0, 1);
        long key = Philox.key(1, "p");
        int[] words = new int[4];
        double tolerance = Lanes.FMA ? 2 : 4;
        for (int r = 0; r < rows; r++) {
            for (int e = 0; e < elements; e += 2) {
                if (e % 4 == 0) {
                    Philox.block(key, e / 4, r, 0, 3, words, 0);
                }
                close(words[e % 4], words[e % 4 + 1], found, r * elements + e, tolerance);
            }
        }
    }

    @Test
    void gaussianNumbersAtTheEndsOfTheirRange() {
        int[] radius = {0, 0x100, 0x200, -1, -0x101, -0x201, 0x7fffffff, 0x80000000, 0xb504f333, 0xb504f433};
        int[] angle = {
            0,
            0x100,
            -1,
            -0x101,
            0x40000000,
            0x3fffffff,
            0x40000100,
            0x80000000,
            0x7fffffff,
            0x80000100,
            0xc0000000,
            0xbfffffff,
            0x20000000,
            0x1fffffff,
            0x60000000,
            0xe0000000
        };
        int n = 4 * Lanes.COUNT;
        int[] firsts = new int[n];
        int[] seconds = new int[n];
        float[] high = new float[n];
        float[] low = new float[n];
        float[] to = new float[2 * n];
        for (int a : radius) {
            for (int i = 0; i < n; i++) {
                firsts[i] = a;
                seconds[i] = angle[i % angle.length];
            }
            Gaussian.radii(firsts, n, high, 0, low, 0);
            Gaussian.pairs(seconds, n, high, 0, low, 0, to, 0);
            for (int i = 0; i < n; i++) {
                close(a, seconds[i], to, 2 * i, Lanes.FMA ? 2 : 4);
            }
        }
    }

    @Test
    void numbersDependOnNeitherThreadsNorBatches() {
        int[] shape = {3, 500, 11};
        for (Distribution d : Distribution.values()) {
            float[] expected = fill(d, shape, 9, 1, 100, 1);
            for (int threads : new int[] {2, 3, 8}) {
                assertArrayEquals(expected, fill(d, shape, 9, 1, 100, threads), d + ", " + threads + " threads");
            }
            float[] later = fill(d, new int[] {3, 10, 11}, 9, 1, 400, 1);
            for (int i = 0; i < 110; i++) {
                assertEquals(expected[300 * 11 + i], later[i], d + " row " + (400 + i / 11));
            }
        }
    }

    private static float[] fill(Distribution d, int[] s, long seed, int step, int row, int threads) {
        RandomKernel kernel = new RandomKernel(d, "p", s[0], s[1], s[2], threads);
        float[] to = new float[s[0] * s[1] * s[2]];
        try (WorkerPool pool = new WorkerPool(threads)) {
            kernel.run(seed, step, row, to, 0, s[1] * s[2], s[2], new Threads(pool));
        }
        return to;
    }

    private static void close(int first, int second, float[] found, int at, double ulps) {
        // The angle in turns, reduced where it is exact: the double nearest to 2πu has no zero at half a turn.
        int turn = second >>> 8;
        int quarter = turn + (1 << 21) >>> 22;
        double rest = 2 * Math.PI * (turn - (quarter << 22)) * 0x1p-24;
        double c = StrictMath.cos(rest);
        double s = StrictMath.sin(rest);
        double x = quarter % 2 == 0 ? c : -s;
        double y = quarter % 2 == 0 ? s : c;
        double sign = (quarter & 2) == 0 ? 1 : -1;
        double radius = Philox.radius(first);
        check(sign * radius * x, found[at], ulps, first, second);
        check(sign * radius * y, found[at + 1], ulps, first, second);
    }

    private static void check(double expected, float found, double ulps, int first, int second) {
        assertTrue(
                Numbers.ulps(expected + 0.0, found + 0f) <= ulps,
                () -> "of " + first + ", " + second + ": expected " + expected + ", found " + found);
    }
}
