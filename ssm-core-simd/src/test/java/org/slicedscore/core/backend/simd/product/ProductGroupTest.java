package org.slicedscore.core.backend.simd.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.core.backend.simd.Numbers;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.memory.Storage;
import org.slicedscore.core.backend.simd.product.ProductChain.Part;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Threads;
import org.slicedscore.core.backend.simd.thread.WorkerPool;

/** Products that share their second operand, run as one and one by one: the same bits. */
class ProductGroupTest {
    private static final int PRODUCTS = 3;

    /** Three products of one second operand, all in one array, as in a plan. */
    private record Layout(int m, int n, int k, boolean transposed, boolean over) {
        /** There is room only if C is no larger than A. */
        @Override
        public boolean over() {
            return over && n <= k;
        }

        Operand a() {
            return transposed ? new Operand(0, 1, m) : new Operand(0, k, 1);
        }

        int startOfA(int i) {
            return n * k + i * m * k;
        }

        /** Behind the operands, or where the first operand of the product before was, a bit further on. */
        int startOfC(int i) {
            return over() && i > 0 ? startOfA(i - 1) + (k - n) * m : startOfA(PRODUCTS) + i * m * n;
        }

        List<Part> parts(float[] memory, Scratch scratch) {
            return IntStream.range(0, PRODUCTS)
                    .mapToObj(i -> new Part(
                            new PackedMatMul(m, n, k, a(), new Operand(0, n, 1), n, false, scratch),
                            memory,
                            startOfA(i),
                            memory,
                            0,
                            memory,
                            startOfC(i)))
                    .toList();
        }

        float[] memory() {
            return Numbers.uniform(startOfC(0) + PRODUCTS * m * n, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "128, 128, 128",
        "101, 130, 67",
        "13, 50, 900",
        "128, 640, 300",
        "40, 61, 2000",
    })
    void theBitsAreThoseOfTheProducts(int m, int n, int k) {
        for (int threads : new int[] {1, 2, 5}) {
            for (boolean transposed : new boolean[] {false, true}) {
                compare(new Layout(m, n, k, transposed, false), threads, m);
                compare(new Layout(m, n, k, transposed, true), threads, m);
                compare(new Layout(m, n, k, transposed, false), threads, m / 2);
            }
        }
    }

    private static void compare(Layout layout, int threads, int rows) {
        float[] expected = layout.memory();
        float[] together = expected.clone();
        Scratch scratch = new Scratch(threads, new Storage());
        List<Part> one = layout.parts(expected, scratch);
        List<Part> parts = layout.parts(together, scratch);
        assertTrue(parts.stream().allMatch(p -> parts.getFirst().kernel().groups(p.kernel())), layout::toString);
        ProductGroup group = new ProductGroup(parts);
        scratch.allocate();
        try (WorkerPool pool = new WorkerPool(threads)) {
            Runner.Run run = new Runner.Run(new Threads(pool));
            run.batch = layout.m();
            run.rows = rows;
            for (Part p : one) {
                p.kernel().run(p.a(), p.ao(), p.b(), p.bo(), p.c(), p.co(), rows, run.threads);
            }
            group.run(run);
        }
        // rows that do not count may differ: a panel at the edge computes some of them
        for (int i = 0; i < PRODUCTS; i++) {
            int at = layout.startOfC(i);
            assertArrayEquals(
                    Arrays.copyOfRange(expected, at, at + rows * layout.n()),
                    Arrays.copyOfRange(together, at, at + rows * layout.n()),
                    layout + ", product " + i + " with " + threads + " threads");
        }
    }
}
