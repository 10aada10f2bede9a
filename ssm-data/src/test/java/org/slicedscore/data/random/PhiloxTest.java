package org.slicedscore.data.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.slicedscore.api.random.Philox;
import org.slicedscore.api.random.PhiloxRows;

class PhiloxTest {
    private static int[] block(long key, int c0, int c1, int c2, int c3) {
        int[] out = new int[4];
        Philox.block(key, c0, c1, c2, c3, out, 0);
        return out;
    }

    /** The vectors that Random123 publishes for philox4x32-10 (its file kat_vectors). */
    @Test
    void knownAnswers() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, block(0, 0, 0, 0, 0));
        assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, block(-1L, -1, -1, -1, -1));
        assertArrayEquals(
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                block(0x299f31d0a4093822L, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344));
    }

    /** FNV-1a of "" is its offset basis and of "a" is published; the rest is SplitMix64, whose output for state 0 is too. */
    @Test
    void keyIsTheWrittenConvention() {
        // SplitMix64 seeded with 0 finalises its first increment to this number.
        assertEquals(0xe220a8397b1dcdafL, Philox.key(0x9e3779b97f4a7c15L ^ 0xcbf29ce484222325L, ""));
        assertEquals(0xe220a8397b1dcdafL, Philox.key(0x9e3779b97f4a7c15L ^ 0xaf63dc4c8601ec8cL, "a"));
        assertNotEquals(Philox.key(1, "split"), Philox.key(1, "batches"));
        assertNotEquals(Philox.key(1, "split"), Philox.key(2, "split"));
    }

    @Test
    void wordsBecomeNumbersExactly() {
        assertEquals(0.0, Philox.uniform(0xff));
        assertEquals(0x1p-24, Philox.uniform(0x100));
        assertEquals(1 - 0x1p-24, Philox.uniform(-1));
        assertEquals((double) (float) Philox.uniform(0xdeadbeef), Philox.uniform(0xdeadbeef));
        assertEquals(-1, Philox.rademacher(0x80000000));
        assertEquals(1, Philox.rademacher(0x7fffffff));
        assertEquals(0, Philox.radius(-1), 0.0);
        assertEquals(Math.sqrt(48 * Math.log(2)), Philox.radius(0), 1e-12);
    }

    @Test
    void rowsFollowTheCounterConvention() {
        long key = Philox.key(7, "directions");
        int[] first = block(key, 0, 5, 2, 9);
        int[] second = block(key, 1, 5, 2, 9);
        PhiloxRows rows = new PhiloxRows(7, "directions");
        double[] out = new double[8];
        rows.uniform(5, 2, 9, out, 1, 7);
        assertEquals(0, out[0]);
        for (int i = 0; i < 7; i++) {
            assertEquals(Philox.uniform(i < 4 ? first[i] : second[i - 4]), out[1 + i]);
        }
        rows.rademacher(5, 2, 9, out, 0, 6);
        assertEquals(Philox.rademacher(second[1]), out[5]);
        rows.gaussian(5, 2, 9, out, 0, 7);
        assertEquals(Philox.gaussian0(first[0], first[1]), out[0]);
        assertEquals(Philox.gaussian1(first[0], first[1]), out[1]);
        assertEquals(Philox.gaussian0(first[2], first[3]), out[2]);
        assertEquals(Philox.gaussian1(first[2], first[3]), out[3]);
        assertEquals(Philox.gaussian0(second[2], second[3]), out[6]);
    }

    @Test
    void momentsOfManyRows() {
        PhiloxRows rows = new PhiloxRows(1, "test");
        int n = 20_000;
        int dim = 10;
        double[] sums = new double[6];
        double[] row = new double[dim];
        for (int i = 0; i < n; i++) {
            rows.uniform(i, 0, 0, row, 0, dim);
            for (double u : row) {
                sums[0] += u;
                sums[1] += u * u;
            }
            rows.rademacher(i, 1, 0, row, 0, dim);
            for (double v : row) {
                sums[2] += v;
            }
            rows.gaussian(i, 2, 0, row, 0, dim);
            for (double z : row) {
                sums[3] += z;
                sums[4] += z * z;
                sums[5] += z * z * z * z;
            }
        }
        double count = (double) n * dim;
        assertEquals(0.5, sums[0] / count, 0.003);
        assertEquals(1 / 3.0, sums[1] / count, 0.003);
        assertEquals(0, sums[2] / count, 0.009);
        assertEquals(0, sums[3] / count, 0.009);
        assertEquals(1, sums[4] / count, 0.015);
        assertEquals(3, sums[5] / count, 0.09);
    }

    @Test
    void streamsAreReachedByIndex() {
        RandomStream stream = new RandomStream(3, "test", 41);
        double first = stream.uniform();
        stream.normal();
        stream.restart(42);
        double other = stream.uniform();
        stream.restart(41);
        assertEquals(first, stream.uniform());
        assertNotEquals(first, other);
    }

    @Test
    void boundedIntegersAreEven() {
        RandomStream stream = new RandomStream(3, "bounded");
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.nextInt(7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 400);
        }
        for (int i = 0; i < 100; i++) {
            int large = stream.nextInt(Integer.MAX_VALUE);
            assertTrue(large >= 0 && large < Integer.MAX_VALUE);
        }
    }

    @Test
    void permutationsAreEven() {
        RandomStream stream = new RandomStream(3, "permutation");
        int[] counts = new int[27];
        int[] p = new int[3];
        for (int i = 0; i < 60_000; i++) {
            stream.permutation(p);
            counts[9 * p[0] + 3 * p[1] + p[2]]++;
        }
        int seen = 0;
        for (int count : counts) {
            seen += count > 0 ? 1 : 0;
            assertTrue(count == 0 || Math.abs(count - 10_000) < 400);
        }
        assertEquals(6, seen);
    }
}
