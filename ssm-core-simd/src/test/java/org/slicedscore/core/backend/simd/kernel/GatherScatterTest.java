package org.slicedscore.core.backend.simd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;
import org.slicedscore.core.backend.simd.Plans;

/** Gathers and scatters to the last bit, at sizes that no vector divides, with neighbours that must stay as they are. */
class GatherScatterTest {
    private static final int MARGIN = 5;

    private record Case(int outer, int extent, int inner, int[] indices) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        int[] inners = {1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 47, 64, 100};
        for (int inner : inners) {
            for (int picks : new int[] {1, 2, 9, 40}) {
                int extent = 1 + random.nextInt(30);
                int[] any = random.ints(picks, 0, extent).toArray();
                cases.add(new Case(1 + random.nextInt(5), extent, inner, any));
            }
            // one run, and all the same
            cases.add(new Case(2, 50, inner, IntStream.range(3, 44).toArray()));
            cases.add(new Case(2, 6, inner, new int[11]));
        }
        // more than a task
        cases.add(new Case(700, 13, 3, new int[] {4, 5, 6, 12, 0, 1, 0}));
        cases.add(new Case(1, 300, 100, random.ints(900, 0, 300).toArray()));
        cases.add(new Case(1, 40_000, 1, IntStream.range(100, 39_000).toArray()));
        cases.add(new Case(2, 3, 20_000, new int[] {2, 0, 2, 1}));
        for (int kernel = 1; kernel <= 5; kernel++) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int channels : new int[] {1, 3, 32}) {
                    cases.add(patches(new ImageGrid(7, 5, channels), kernel, stride));
                    cases.add(patches(new ImageGrid(1, 9, channels), kernel, stride));
                }
            }
        }
        return cases;
    }

    private static Case patches(ImageGrid grid, int kernel, int stride) {
        Expr pixels = Expr.of(new Primitive.Input("x", Shape.of(3, grid.area(), grid.channels())));
        Expr gather = grid.patches(pixels, kernel, stride);
        while (!(gather.primitive() instanceof Primitive.Gather)) {
            gather = gather.input(0);
        }
        Primitive.Gather g = (Primitive.Gather) gather.primitive();
        return new Case(3, gather.input(0).dim(1), grid.channels(), g.indices().toArray());
    }

    @Test
    void gathersMoveNumbers() {
        for (Case c : cases()) {
            int n = c.indices.length;
            int size = c.outer * n * c.inner;
            double[] from = Plans.numbers(c.outer * c.extent * c.inner, 0);
            double[] expected = new double[size + 2 * MARGIN];
            for (int i = 0; i < size; i++) {
                int o = i / (n * c.inner);
                int pick = c.indices[i / c.inner % n];
                expected[MARGIN + i] = from[(o * c.extent + pick) * c.inner + i % c.inner];
            }
            check(
                    c,
                    from.length,
                    expected,
                    new Instruction.Gather(
                            c.outer,
                            c.extent,
                            c.inner,
                            IntTuple.of(c.indices),
                            view(0, 0, c.extent, c.inner),
                            view(1, MARGIN, n, c.inner)));
        }
    }

    @Test
    void scattersAddInOrder() {
        for (Case c : cases()) {
            int n = c.indices.length;
            double[] from = Plans.numbers(c.outer * n * c.inner, 0);
            double[] expected = new double[c.outer * c.extent * c.inner + 2 * MARGIN];
            for (int i = 0; i < from.length; i++) {
                int o = i / (n * c.inner);
                int pick = c.indices[i / c.inner % n];
                int to = MARGIN + (o * c.extent + pick) * c.inner + i % c.inner;
                expected[to] = (float) expected[to] + (float) from[i];
            }
            check(
                    c,
                    from.length,
                    expected,
                    new Instruction.ScatterAdd(
                            c.outer,
                            c.extent,
                            c.inner,
                            IntTuple.of(c.indices),
                            view(0, 0, n, c.inner),
                            view(1, MARGIN, c.extent, c.inner)));
        }
    }

    private static View view(int buffer, int offset, int middle, int inner) {
        return new View(buffer, offset, (long) middle * inner, inner, 1);
    }

    private static void check(Case c, int size, double[] expected, Instruction instruction) {
        List<Buffer> buffers = List.of(
                new Buffer(0, Buffer.Kind.INPUT, "from", Shape.of(size), 0, null),
                new Buffer(1, Buffer.Kind.OUTPUT, "to", Shape.of(expected.length), 0, null));
        Plan plan = new Plan("moves", buffers, List.of(instruction), 0);
        for (int threads : new int[] {1, 2, 3, 7}) {
            double[] found = Plans.run("simd", plan, threads).getFirst();
            assertArrayEquals(expected, found, c + " " + Arrays.toString(c.indices) + ", threads: " + threads);
        }
    }
}
