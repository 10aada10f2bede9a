package org.slicedscore.core.backend.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Distribution;
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
import org.slicedscore.core.backend.simd.math.Lanes;

class SimdBackendTest {
    @Test
    void instructionsBesideRegionsEqualTheReference() {
        for (int n : new int[] {1, 2, 3, 17, 40}) {
            Plan plan = everyInstruction(n, 70);
            List<double[]> expected = Plans.run("reference", plan, 1);
            for (int threads : new int[] {1, 3}) {
                List<double[]> found = Plans.run("simd", plan, threads);
                for (int i = 0; i < expected.size(); i++) {
                    assertArrayEquals(expected.get(i), found.get(i), 2e-4, "n = " + n + ", result " + i);
                }
            }
        }
    }

    /** Products added up in one place are run as one, but not while instructions are timed: to the last bit the same. */
    @Test
    void chainsOfProductsEqualTheirParts() {
        for (int[] size : new int[][] {{300, 400, 128}, {129, 700, 31}, {330, 333, 300}}) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            List<Buffer> buffers = new ArrayList<>();
            List<Instruction> all = new ArrayList<>();
            int c = add(buffers, Buffer.Kind.OUTPUT, m * n);
            View to = new View(c, 0, (long) m * n, n, 1);
            for (int i = 0; i < 3; i++) {
                int a = add(buffers, Buffer.Kind.INPUT, m * k);
                int b = add(buffers, Buffer.Kind.INPUT, k * n);
                View left = i == 1 ? new View(a, 0, (long) m * k, 1, m) : new View(a, 0, (long) m * k, k, 1);
                all.add(new Instruction.MatMul(1, m, n, k, left, new View(b, 0, (long) k * n, n, 1), to, i > 0));
            }
            assertJoinedEqualsSingle(new Plan("chain", buffers, all, 0), 1e-5 * k);
        }
    }

    /** The same of products with one second operand, of more steps than a panel holds, and one that is added to what is there. */
    @Test
    void groupsOfProductsEqualTheirParts() {
        for (int[] size : new int[][] {{128, 400, 128}, {29, 700, 1100}, {130, 333, 700}}) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            for (boolean transposed : new boolean[] {false, true}) {
                List<Buffer> buffers = new ArrayList<>();
                List<Instruction> all = new ArrayList<>();
                int b = add(buffers, Buffer.Kind.INPUT, k * n);
                int sum = add(buffers, Buffer.Kind.OUTPUT, m * n);
                for (int i = 0; i < 4; i++) {
                    int a = add(buffers, Buffer.Kind.INPUT, m * k);
                    int c = i % 3 == 0 ? sum : add(buffers, Buffer.Kind.OUTPUT, m * n);
                    all.add(new Instruction.MatMul(
                            1,
                            m,
                            n,
                            k,
                            new View(a, 0, (long) m * k, k, 1),
                            // views are equal by their strides
                            new View(b, 0, (long) k * n, transposed ? 1 : n, transposed ? k : 1),
                            new View(c, 0, (long) m * n, n, 1),
                            i == 3));
                }
                assertJoinedEqualsSingle(new Plan("group", buffers, all, 0), 1e-5 * k);
            }
        }
    }

    private void assertJoinedEqualsSingle(Plan plan, double tolerance) {
        List<double[]> expected = Plans.run("reference", plan, 1);
        for (int threads : new int[] {1, 2}) {
            List<double[]> joined = Plans.run("simd", plan, threads);
            try (Backend backend = open(threads);
                    Executable e = backend.compile(plan, Map.of())) {
                for (Buffer b : plan.buffers(Buffer.Kind.INPUT)) {
                    e.input(b.name()).write(Plans.numbers((int) b.size(), b.id()), 0, 0, (int) b.size());
                }
                assertTrue(e.profile(new long[plan.instructions().size()]));
                e.run(3, 5, 7);
                List<Buffer> outputs = plan.buffers(Buffer.Kind.OUTPUT);
                for (int i = 0; i < outputs.size(); i++) {
                    double[] single = new double[(int) outputs.get(i).size()];
                    e.output(outputs.get(i).name()).read(0, single, 0, single.length);
                    assertArrayEquals(expected.get(i), joined.get(i), tolerance, plan::describe);
                    assertArrayEquals(single, joined.get(i), plan::describe);
                }
            }
        }
    }

    @Test
    void runsAllocateNothing() {
        Plan plan = everyInstruction(40, 300);
        Map<String, Memory> variables = new HashMap<>();
        try (Backend backend = open(2)) {
            for (Buffer b : plan.buffers(Buffer.Kind.VARIABLE)) {
                Memory m = backend.allocate(b.size());
                m.write(Plans.numbers((int) b.size(), b.id()), 0, 0, (int) b.size());
                variables.put(b.name(), m);
            }
            try (Executable e = backend.compile(plan, variables)) {
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                long least = Long.MAX_VALUE;
                long end = System.nanoTime() + 120_000_000_000L;
                // until the compiler is done: interpreted vector operations make objects
                for (int round = 0; least > 0 && System.nanoTime() < end; round++) {
                    long before = threads.getTotalThreadAllocatedBytes();
                    for (int i = 0; i < 20; i++) {
                        e.run(1, i, 0);
                    }
                    least = Math.min(least, threads.getTotalThreadAllocatedBytes() - before);
                }
                assertEquals(0, least, "bytes of 20 runs, on all threads");
            }
        }
    }

    @Test
    void theProbeNamesTheDevice() {
        Device device = new SimdBackendProvider().probe().devices().getFirst();
        assertTrue(device.name().contains(Lanes.FLOAT.vectorBitSize() + "-bit"), device.toString());
        assertEquals(100, device.rank());
        try (Backend backend = open(3)) {
            assertEquals(3, backend.threads());
            assertThrows(SsmException.class, () -> backend.allocate(1L << 40));
            assertThrows(
                    IndexOutOfBoundsException.class, () -> backend.allocate(4).read(3, new float[9], 0, 2));
            Plan plan = new Plan(
                    "p", List.of(new Buffer(0, Buffer.Kind.VARIABLE, "v", Shape.of(3), 0, null)), List.of(), 0);
            SsmException e = assertThrows(SsmException.class, () -> backend.compile(plan, Map.of()));
            assertTrue(e.getMessage().contains("'v'"), e.getMessage());
        }
    }

    private static Backend open(int threads) {
        SimdBackendProvider provider = new SimdBackendProvider();
        return provider.open(provider.probe().devices().getFirst(), new BackendSettings(threads));
    }

    /** A plan of all kinds of instruction: matrices [3, n, n], right-hand sides [3, n, columns]. */
    private static Plan everyInstruction(int n, int columns) {
        List<Buffer> buffers = new ArrayList<>();
        int size = 3 * n * n;
        int random = add(buffers, Buffer.Kind.OUTPUT, 3 * n * n);
        int square = add(buffers, Buffer.Kind.OUTPUT, size);
        int shifted = add(buffers, Buffer.Kind.OUTPUT, size);
        int diagonal = add(buffers, Buffer.Kind.INPUT, n * n);
        int factor = add(buffers, Buffer.Kind.OUTPUT, size);
        int right = add(buffers, Buffer.Kind.INPUT, 3 * n * columns);
        int solved = add(buffers, Buffer.Kind.OUTPUT, 3 * n * columns);
        int back = add(buffers, Buffer.Kind.OUTPUT, 3 * n * columns);
        int picked = add(buffers, Buffer.Kind.OUTPUT, 3 * 4 * columns);
        int added = add(buffers, Buffer.Kind.OUTPUT, 3 * n * columns);
        int sum = add(buffers, Buffer.Kind.VARIABLE, 3);
        long nn = (long) n * n;
        long nc = (long) n * columns;
        IntTuple picks = IntTuple.of(n - 1, 0, n / 2, n - 1);
        List<Instruction> instructions = List.of(
                new Instruction.Random(Distribution.UNIFORM, "test", 3, n, n, new View(random, 0, nn, n, 1)),
                new Instruction.MatMul(
                        3,
                        n,
                        n,
                        n,
                        new View(random, 0, nn, n, 1),
                        new View(random, 0, nn, 1, n),
                        new View(square, 0, nn, n, 1),
                        false),
                // far enough from singular for single precision
                new Instruction.Region(
                        IntTuple.of(3, n * n),
                        0,
                        0,
                        List.of(new View(square, 0, nn, 1), new View(diagonal, 0, 0, 1)),
                        List.of(
                                new Step(ScalarOp.CONSTANT, -1, -1, -1, 1e-3),
                                new Step(ScalarOp.MULTIPLY, 1, 2, -1, 0),
                                new Step(ScalarOp.ADD, 0, 3, -1, 0)),
                        List.of(new Store(4, new View(shifted, 0, nn, 1), null))),
                new Instruction.Region(
                        IntTuple.of(3, n),
                        0,
                        0,
                        List.of(new View(shifted, 0, nn, n + 1)),
                        List.of(new Step(ScalarOp.CONSTANT, -1, -1, -1, 2.0 * n), new Step(ScalarOp.ADD, 0, 1, -1, 0)),
                        List.of(new Store(2, new View(shifted, 0, nn, n + 1), null))),
                new Instruction.Cholesky(3, n, new View(shifted, 0, nn, n, 1), new View(factor, 0, nn, n, 1)),
                new Instruction.TriangularSolve(
                        3,
                        n,
                        columns,
                        false,
                        new View(factor, 0, nn, n, 1),
                        new View(right, 0, nc, columns, 1),
                        new View(solved, 0, nc, columns, 1)),
                new Instruction.TriangularSolve(
                        3,
                        n,
                        columns,
                        true,
                        new View(factor, 0, nn, n, 1),
                        new View(right, 0, nc, 1, n),
                        new View(back, 0, nc, columns, 1)),
                new Instruction.Gather(
                        3,
                        n,
                        columns,
                        picks,
                        new View(solved, 0, nc, columns, 1),
                        new View(picked, 0, 4L * columns, columns, 1)),
                new Instruction.ScatterAdd(
                        3,
                        n,
                        columns,
                        picks,
                        new View(picked, 0, 4L * columns, columns, 1),
                        new View(added, 0, nc, columns, 1)),
                new Instruction.Region(
                        IntTuple.of(3, n * columns),
                        1,
                        2,
                        List.of(new View(back, 0, nc, 1), new View(added, 0, nc, 1)),
                        List.of(new Step(ScalarOp.MULTIPLY, 0, 1, -1, 0)),
                        List.of(new Store(2, new View(sum, 0, 1, 0), Reduction.SUM))));
        return new Plan("every instruction", buffers, instructions, 0);
    }

    private static int add(List<Buffer> buffers, Buffer.Kind kind, int size) {
        int id = buffers.size();
        buffers.add(new Buffer(id, kind, "b" + id, Shape.of(size), 0, null));
        return id;
    }
}
