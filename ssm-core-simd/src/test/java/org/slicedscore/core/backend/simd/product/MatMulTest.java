package org.slicedscore.core.backend.simd.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.core.backend.simd.Numbers;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.memory.Storage;
import org.slicedscore.core.backend.simd.thread.Threads;
import org.slicedscore.core.backend.simd.thread.WorkerPool;

/** Matrix products against sums in double precision, at sizes that no tile, panel or vector divides. */
class MatMulTest {
    private static final int[] AWKWARD = {1, 2, 3, 5, 8, 9, 13, 31, 33, 50};

    /** A product and where its operands lie: transposed or not, with gaps between rows, with neighbours around. */
    record Case(
            int batch,
            int m,
            int n,
            int k,
            boolean ta,
            boolean tb,
            boolean add,
            int gap,
            boolean shareA,
            boolean shareB) {
        Operand a() {
            int ld = (ta ? m : k) + gap;
            return new Operand(shareA ? 0 : ld * (ta ? k : m) + gap, ta ? 1 : ld, ta ? ld : 1);
        }

        Operand b() {
            int ld = (tb ? k : n) + gap;
            return new Operand(shareB ? 0 : ld * (tb ? n : k), tb ? 1 : ld, tb ? ld : 1);
        }

        Operand c() {
            return new Operand((n + gap) * m, n + gap, 1);
        }

        int sizeA() {
            return batch * (m + gap) * (k + gap) * 2 + 7;
        }

        int sizeB() {
            return batch * (k + gap) * (n + gap) + 5;
        }

        int sizeC() {
            return batch * m * (n + gap) + 3;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        int i = 0;
        for (int m : AWKWARD) {
            for (int n : AWKWARD) {
                for (int k : AWKWARD) {
                    i++;
                    cases.add(new Case(1, m, n, k, i % 2 == 0, i / 2 % 2 == 0, i / 4 % 2 == 0, i % 3, false, false));
                }
            }
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int j = 0; j < 60; j++) {
            cases.add(new Case(
                    1,
                    1 + random.nextInt(140),
                    1 + random.nextInt(140),
                    1 + random.nextInt(600),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(3),
                    false,
                    false));
        }
        for (int j = 0; j < 40; j++) {
            cases.add(new Case(
                    2 + random.nextInt(20),
                    1 + random.nextInt(20),
                    1 + random.nextInt(40),
                    1 + random.nextInt(40),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(2),
                    random.nextInt(4) == 0,
                    random.nextInt(3) == 0));
        }
        cases.add(new Case(1, 207, 207, 207, false, true, true, 0, false, false));
        cases.add(new Case(1, 128, 128, 4097, true, false, true, 0, false, false));
        cases.add(new Case(1, 90, 300, 1300, false, true, false, 1, false, false));
        cases.add(new Case(1, 13, 392, 1000, false, true, true, 0, false, false));
        cases.add(new Case(1, 25, 801, 300, false, false, false, 0, false, false));
        cases.add(new Case(1, 40, 33, 5000, true, false, false, 1, false, false));
        cases.add(new Case(1, 4097, 3, 65, false, false, false, 0, false, false));
        cases.add(new Case(1, 4097, 1, 17, false, true, true, 0, false, false));
        cases.add(new Case(1, 1025, 2, 129, true, false, true, 1, false, false));
        cases.add(new Case(1, 2, 1025, 257, true, false, false, 0, false, false));
        cases.add(new Case(1, 129, 1025, 1, false, false, true, 0, false, false));
        cases.add(new Case(3, 210, 150, 130, false, false, true, 0, false, true));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheSumOfProducts(Case p) {
        float[] a = Numbers.uniform(p.sizeA(), 1);
        float[] b = Numbers.uniform(p.sizeB(), 2);
        float[] before = Numbers.uniform(p.sizeC(), 3);
        float[] c = before.clone();
        run(p, a, b, c, 1);
        boolean[] written = new boolean[c.length];
        for (int q = 0; q < p.batch(); q++) {
            for (int i = 0; i < p.m(); i++) {
                for (int j = 0; j < p.n(); j++) {
                    int at = 1 + q * p.c().batch() + i * p.c().row() + j;
                    written[at] = true;
                    double sum = p.add() ? before[at] : 0;
                    double size = Math.abs(sum);
                    for (int k = 0; k < p.k(); k++) {
                        double x = a[2 + q * p.a().batch() + i * p.a().row() + k * p.a().column()];
                        double y = b[3 + q * p.b().batch() + k * p.b().row() + j * p.b().column()];
                        sum += x * y;
                        size += Math.abs(x * y);
                    }
                    // each rounding is half an ulp; they add up like a random walk, but the bound is for any order
                    double tolerance = size * 0x1p-24 * (4 + Math.sqrt(p.k()));
                    double found = c[at];
                    assertTrue(
                            Math.abs(found - sum) <= tolerance,
                            p + " at " + q + "," + i + "," + j + ": expected " + sum + ", found " + found);
                }
            }
        }
        for (int i = 0; i < c.length; i++) {
            if (!written[i]) {
                assertEquals(before[i], c[i], p + " writes outside of C, at " + i);
            }
        }
    }

    @Test
    void bitsDoNotDependOnThreads() {
        for (Case p : List.of(
                new Case(1, 300, 500, 700, false, true, false, 0, false, false),
                new Case(1, 128, 392, 1000, false, false, false, 0, false, false),
                new Case(1, 50, 900, 1300, false, true, true, 0, false, false),
                new Case(1, 1000, 130, 300, false, false, true, 0, false, false),
                new Case(1, 128, 128, 5120, true, false, true, 0, false, false),
                new Case(1, 3000, 3, 500, false, false, false, 0, false, false),
                new Case(1, 3, 3000, 500, true, false, false, 0, false, false),
                new Case(100, 30, 20, 40, false, false, false, 0, false, false))) {
            float[] a = Numbers.uniform(p.sizeA(), 1);
            float[] b = Numbers.uniform(p.sizeB(), 2);
            float[] expected = Numbers.uniform(p.sizeC(), 3);
            float[] initial = expected.clone();
            run(p, a, b, expected, 1);
            for (int threads : new int[] {2, 3, 8}) {
                float[] c = initial.clone();
                run(p, a, b, c, threads);
                assertArrayEquals(expected, c, p + " with " + threads + " threads");
            }
        }
    }

    @Test
    void neighboursThatAreNotNumbersStayOutside() {
        Case p = new Case(1, 13, 33, 29, false, false, false, 1, false, false);
        for (boolean ta : new boolean[] {false, true}) {
            Case q = new Case(1, p.m(), p.n(), p.k(), ta, !ta, false, 1, false, false);
            float[] a = new float[q.sizeA()];
            float[] b = new float[q.sizeB()];
            Arrays.fill(a, Float.NaN);
            Arrays.fill(b, Float.NaN);
            for (int k = 0; k < q.k(); k++) {
                for (int i = 0; i < q.m(); i++) {
                    a[2 + i * q.a().row() + k * q.a().column()] = 1;
                }
                for (int j = 0; j < q.n(); j++) {
                    b[3 + k * q.b().row() + j * q.b().column()] = 1;
                }
            }
            float[] c = new float[q.sizeC()];
            run(q, a, b, c, 1);
            assertEquals(q.k(), c[1 + 12 * q.c().row() + 32]);
            assertEquals(q.k(), c[1]);
        }
    }

    @Test
    void theFirstRowsAreThoseOfTheWholeProduct() {
        for (Case p : List.of(
                new Case(1, 300, 50, 70, false, true, false, 0, false, false),
                new Case(1, 96, 200, 600, false, false, false, 0, false, false),
                new Case(1, 96, 130, 30, false, true, true, 0, false, false),
                new Case(1, 60, 60, 6000, false, false, true, 0, false, false),
                new Case(1, 300, 3, 50, false, false, false, 0, false, false),
                new Case(1, 300, 3, 50, false, true, true, 0, false, false),
                new Case(1, 8, 3000, 11, false, false, false, 0, false, false),
                new Case(1, 8, 300, 11, false, true, true, 0, false, false),
                new Case(1, 200, 300, 3, false, false, false, 0, false, false),
                new Case(20, 30, 20, 40, false, false, false, 0, false, false))) {
            float[] a = Numbers.uniform(p.sizeA(), 1);
            float[] b = Numbers.uniform(p.sizeB(), 2);
            float[] whole = Numbers.uniform(p.sizeC(), 3);
            float[] initial = whole.clone();
            run(p, a, b, whole, 2);
            int all = p.batch() * p.m();
            for (int rows : new int[] {1, 2, 5, 12, 13, all / 2, all - 1, all}) {
                float[] c = initial.clone();
                run(p, a, b, c, Math.min(rows, all), 2);
                for (int r = 0; r < Math.min(rows, all); r++) {
                    int at = 1 + r / p.m() * p.c().batch() + r % p.m() * p.c().row();
                    float[] expected = Arrays.copyOfRange(whole, at, at + p.n());
                    assertArrayEquals(
                            expected, Arrays.copyOfRange(c, at, at + p.n()), p + ", row " + r + " of " + rows);
                }
            }
        }
    }

    private static void run(Case p, float[] a, float[] b, float[] c, int threads) {
        run(p, a, b, c, p.batch() * p.m(), threads);
    }

    private static void run(Case p, float[] a, float[] b, float[] c, int rows, int threads) {
        Scratch scratch = new Scratch(threads, new Storage());
        MatMulKernel kernel = MatMul.of(p.batch(), p.m(), p.n(), p.k(), p.a(), p.b(), p.c(), p.add(), scratch);
        scratch.allocate();
        try (WorkerPool pool = new WorkerPool(threads)) {
            kernel.run(a, 2, b, 3, c, 1, rows, new Threads(pool));
        }
    }
}
