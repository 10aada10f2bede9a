package org.slicedscore.core.backend.simd.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.Instruction.Region.Store;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.ScalarOp;
import org.slicedscore.api.plan.View;
import org.slicedscore.core.backend.simd.Plans;

/** Regions of all kinds against the reference backend: broadcasts, transposed and overwritten memory, reductions. */
class RegionKernelTest {
    /** Index spaces with the reduced axes: tiny ones, ones around a chunk, and ones that every way of sharing takes. */
    record Space(int[] extents, int from, int to) {
        int points() {
            return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
        }

        @Override
        public String toString() {
            return Arrays.toString(extents) + " reducing " + from + " to " + to;
        }
    }

    static List<Space> spaces() {
        List<Space> spaces = new ArrayList<>();
        for (int n : new int[] {1, 2, 3, 15, 16, 17, 207, 1023, 1024, 1025, 4097, 40_000}) {
            spaces.add(new Space(new int[] {n}, 0, 0));
            spaces.add(new Space(new int[] {n}, 0, 1));
        }
        for (int[] e :
                new int[][] {{3, 5}, {1, 30}, {200, 1}, {100, 30}, {7, 1500}, {300, 128}, {1500, 2}, {3, 20_001}}) {
            spaces.add(new Space(e, 0, 0));
            spaces.add(new Space(e, 0, 1));
            spaces.add(new Space(e, 1, 2));
            spaces.add(new Space(e, 0, 2));
        }
        for (int[] e : new int[][] {
            {2, 3, 4}, {5, 64, 11}, {1, 700, 33}, {40, 3, 128}, {3, 2, 2100}, {20, 1100, 1}, {2, 600, 50}
        }) {
            spaces.add(new Space(e, 0, 0));
            spaces.add(new Space(e, 0, 1));
            spaces.add(new Space(e, 1, 2));
            spaces.add(new Space(e, 1, 3));
            spaces.add(new Space(e, 0, 3));
        }
        spaces.add(new Space(new int[] {3, 4, 5, 6}, 1, 3));
        spaces.add(new Space(new int[] {2, 33, 3, 40}, 1, 2));
        spaces.add(new Space(new int[] {6, 2, 19, 3}, 0, 0));
        return spaces;
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void equalsTheReference(Space space) {
        for (int seed = 0; seed < 6; seed++) {
            Plan plan = new Generator(space, seed).plan();
            List<double[]> expected = Plans.run("reference", plan, 1);
            List<double[]> found = Plans.run("simd", plan, 1);
            for (int i = 0; i < expected.size(); i++) {
                double scale = 1;
                for (double v : expected.get(i)) {
                    scale = Math.max(scale, Math.abs(v));
                }
                // what was reduced has as many roundings as terms
                int terms = space.points() / expected.get(i).length;
                assertArrayEquals(
                        expected.get(i),
                        found.get(i),
                        (2e-5 + 1e-8 * terms) * scale,
                        "seed " + seed + ", " + plan.describe());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void bitsDoNotDependOnThreads(int threads) {
        for (Space space : spaces()) {
            Plan plan = new Generator(space, 1).plan();
            List<double[]> expected = Plans.run("simd", plan, 1);
            List<double[]> found = Plans.run("simd", plan, threads);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), found.get(i), space.toString());
            }
        }
    }

    /** Not yet compiled, a vector operation takes a microsecond. */
    static List<Space> smallSpaces() {
        return spaces().stream().filter(s -> s.points() <= 6000).toList();
    }

    @ParameterizedTest
    @MethodSource("smallSpaces")
    void generatedClassesGiveTheBitsOfInterpretation(Space space) {
        Plan plan = new Generator(space, 2).plan();
        List<double[]> expected = Plans.run(RegionRunner.INTERPRETED, "simd", plan, 1, 1);
        for (int threads : new int[] {1, 3}) {
            List<double[]> found = Plans.run(RegionRunner.GENERATED, "simd", plan, threads, 1);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), found.get(i), plan.describe());
            }
        }
    }

    @Test
    void bitsDoNotDependOnWhenAGeneratedClassTakesOver() {
        Plan plan = new Generator(new Space(new int[] {20, 128}, 0, 1), 3).plan();
        int runs = 400;
        List<double[]> expected = Plans.run(RegionRunner.INTERPRETED, "simd", plan, 1, runs);
        List<double[]> found = Plans.run("", "simd", plan, 1, runs);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i), plan.describe());
        }
    }

    @Test
    void twoBuffersMayChangePlaces() {
        int n = 3001;
        List<Buffer> buffers = List.of(
                new Buffer(0, Buffer.Kind.VARIABLE, "a", Shape.of(n), 0, null),
                new Buffer(1, Buffer.Kind.VARIABLE, "b", Shape.of(n), 0, null));
        View a = new View(0, 0, 1);
        View b = new View(1, 0, 1);
        Plan plan = new Plan(
                "swap",
                buffers,
                List.of(new Instruction.Region(
                        IntTuple.of(n),
                        0,
                        0,
                        List.of(a, b),
                        List.of(new Step(ScalarOp.ADD, 0, 1, -1, 0)),
                        List.of(new Store(1, a, null), new Store(0, b, null)))),
                0);
        List<double[]> found = Plans.run("simd", plan, 1);
        assertArrayEquals(Plans.numbers(n, 0), found.get(1));
        assertArrayEquals(Plans.numbers(n, 1), found.get(0));
    }

    @Test
    void aMaximumSeesNaN() {
        int n = 100;
        List<Buffer> buffers = List.of(
                new Buffer(0, Buffer.Kind.INPUT, "x", Shape.of(n), 0, null),
                new Buffer(1, Buffer.Kind.OUTPUT, "y", Shape.of(1), 0, null));
        Plan plan = new Plan(
                "max",
                buffers,
                List.of(new Instruction.Region(
                        IntTuple.of(n),
                        0,
                        1,
                        List.of(new View(0, 0, 1)),
                        List.of(new Step(ScalarOp.LOG, 0, -1, -1, 0)),
                        List.of(new Store(1, new View(1, 0, 0), Reduction.MAX)))),
                0);
        assertEquals(Double.NaN, Plans.run("simd", plan, 1).get(0)[0]);
    }

    /** Makes a region that uses everything a region may have, for an index space. */
    private static final class Generator {
        private final Space space;
        private final SplittableRandom random;
        private final List<Buffer> buffers = new ArrayList<>();
        private final List<View> loads = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Store> stores = new ArrayList<>();

        Generator(Space space, int seed) {
            this.space = space;
            random = new SplittableRandom(seed);
        }

        Plan plan() {
            int rank = space.extents().length;
            for (int i = 0; i < 4; i++) {
                loads.add(view(Buffer.Kind.INPUT, order(rank, i == 0), axis -> random.nextInt(3) == 0));
            }
            loads.add(view(Buffer.Kind.VARIABLE, order(rank, true), axis -> false));
            loads.add(view(Buffer.Kind.VARIABLE, order(rank, false), axis -> false));
            loads.add(view(Buffer.Kind.INPUT, order(rank, true), axis -> true));
            steps.add(new Step(ScalarOp.CONSTANT, -1, -1, -1, 0.5));
            int constant = last();
            steps.add(new Step(ScalarOp.LESS, random.nextInt(4), random.nextInt(4), -1, 0));
            int less = last();
            for (int i = 0; i < 8; i++) {
                int a = random.nextInt(loads.size() + steps.size());
                int b = random.nextInt(loads.size() + steps.size());
                steps.add(new Step(ScalarOp.ADD, a, b, -1, 0));
                ScalarOp op = new ScalarOp[] {ScalarOp.TANH, ScalarOp.SIN, ScalarOp.COS}[random.nextInt(3)];
                steps.add(new Step(op, last(), -1, -1, 0));
            }
            steps.add(new Step(ScalarOp.MULTIPLY, constant, last(), -1, 0));
            steps.add(new Step(ScalarOp.SELECT, less, last(), random.nextInt(4), 0));
            boolean reducing = space.from() < space.to();
            for (int i = 0; i < 3; i++) {
                View to = view(Buffer.Kind.OUTPUT, order(rank, i < 2), axis -> false);
                stores.add(new Store(random.nextInt(loads.size() + steps.size()), to, null));
            }
            // over memory that is read, contiguous and not
            stores.add(new Store(last(), loads.get(4), null));
            stores.add(new Store(last() - 3, loads.get(5), null));
            if (reducing) {
                for (Reduction r : Reduction.values()) {
                    View to = view(Buffer.Kind.OUTPUT, order(rank, random.nextBoolean()), this::isReduced);
                    stores.add(new Store(last() - random.nextInt(4), to, r));
                }
            }
            Instruction.Region region = new Instruction.Region(
                    IntTuple.of(space.extents()), space.from(), space.to(), loads, steps, stores);
            return new Plan(space.toString(), buffers, List.of(region), 0);
        }

        private boolean isReduced(int axis) {
            return axis >= space.from() && axis < space.to();
        }

        private int last() {
            return loads.size() + steps.size() - 1;
        }

        private int[] order(int rank, boolean natural) {
            int[] order = new int[rank];
            for (int i = 0; i < rank; i++) {
                order[i] = i;
            }
            for (int i = rank - 1; i > 0 && !natural; i--) {
                int j = random.nextInt(i + 1);
                int t = order[i];
                order[i] = order[j];
                order[j] = t;
            }
            return order;
        }

        /** A buffer whose axes lie in an order of their own; some axes repeat. */
        private View view(Buffer.Kind kind, int[] order, java.util.function.IntPredicate repeats) {
            long[] strides = new long[order.length];
            long size = 1;
            for (int i = order.length - 1; i >= 0; i--) {
                if (!repeats.test(order[i])) {
                    strides[order[i]] = size;
                    size *= space.extents()[order[i]];
                }
            }
            int id = buffers.size();
            int offset = random.nextInt(3);
            buffers.add(new Buffer(id, kind, "b" + id, Shape.of((int) size + offset), 0, null));
            return new View(id, offset, strides);
        }
    }
}
