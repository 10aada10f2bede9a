package org.slicedscore.core.backend.simd;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.backend.simd.kernel.CholeskyKernel;
import org.slicedscore.core.backend.simd.kernel.GatherKernel;
import org.slicedscore.core.backend.simd.kernel.RandomKernel;
import org.slicedscore.core.backend.simd.kernel.ScatterKernel;
import org.slicedscore.core.backend.simd.kernel.SolveKernel;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.memory.FloatMemory;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.memory.Storage;
import org.slicedscore.core.backend.simd.product.MatMul;
import org.slicedscore.core.backend.simd.product.MatMulKernel;
import org.slicedscore.core.backend.simd.product.PackedMatMul;
import org.slicedscore.core.backend.simd.product.ProductChain;
import org.slicedscore.core.backend.simd.region.Constants;
import org.slicedscore.core.backend.simd.region.PhaseClasses;
import org.slicedscore.core.backend.simd.region.RegionKernel;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Threads;
import org.slicedscore.core.compile.RowDivision;

/** Runs a plan's instructions in order, each shared among threads if that pays. */
final class SimdExecutable implements Executable {
    private final Plan plan;
    private final Buffers buffers;
    private final Scratch scratch;
    private final Constants constants;
    private final PhaseClasses classes;
    private final Runner.Run whole;
    private final Runner.Run part;
    private final Runner[] runners;

    /** Which instructions can be told to do the first rows alone. */
    private final boolean[] divided;

    /** The order of the instructions, loops unrolled. */
    private final int[] sequence;

    /** The runners in that order when none is timed: chains and groups of products at their first. */
    private final Step[] steps;

    private final JoinedProducts products;
    private long[] nanoseconds;

    SimdExecutable(Plan plan, Map<String, Memory> variables, Threads threads, Storage storage, PhaseClasses classes) {
        this.plan = plan;
        buffers = new Buffers(plan, variables, storage);
        scratch = new Scratch(threads.count(), storage);
        constants = new Constants(storage);
        this.classes = classes;
        whole = new Runner.Run(threads);
        part = new Runner.Run(threads);
        List<Instruction> instructions = plan.instructions();
        divided = new boolean[instructions.size()];
        RowDivision.of(plan).ifPresent(d -> {
            part.batch = d.rows();
            for (int i = 0; i < divided.length; i++) {
                divided[i] = d.divided().get(i);
            }
        });
        products = new JoinedProducts(plan);
        runners = new Runner[instructions.size()];
        for (int i = 0; i < runners.length; i++) {
            runners[i] = runner(i, instructions.get(i));
        }
        sequence = plan.sequence();
        steps = joined();
        scratch.allocate();
    }

    private record Step(Runner runner, boolean divided) {}

    private Step[] joined() {
        Step[] first = new Step[runners.length];
        Arrays.setAll(first, i -> new Step(runners[i], divided[i]));
        int end;
        for (int i = 0; i < runners.length; i = end) {
            end = products.end(i);
            if (end > i + 1) {
                boolean all = IntStream.range(i, end).allMatch(each -> divided[each]);
                first[i] = new Step(products.joined(i), all);
                Arrays.fill(first, i + 1, end, null);
            }
        }
        return Arrays.stream(sequence)
                .mapToObj(i -> first[i])
                .filter(Objects::nonNull)
                .toArray(Step[]::new);
    }

    private Runner runner(int index, Instruction instruction) {
        return switch (instruction) {
            case Instruction.MatMul m -> matMul(index, m);
            case Instruction.Region r -> new RegionKernel(r, buffers, constants, classes, scratch);
            case Instruction.Random r -> random(r);
            case Instruction.Gather g -> new GatherKernel(g, buffers);
            case Instruction.ScatterAdd s -> new ScatterKernel(s, buffers);
            case Instruction.Cholesky c -> new CholeskyKernel(c, buffers);
            case Instruction.TriangularSolve s -> new SolveKernel(s, buffers);
        };
    }

    private Runner matMul(int index, Instruction.MatMul m) {
        MatMulKernel kernel = MatMul.of(
                m.batch(),
                m.m(),
                m.n(),
                m.k(),
                Operand.of(m.a()),
                Operand.of(m.b()),
                Operand.of(m.c()),
                m.accumulate(),
                scratch);
        float[] a = buffers.array(m.a());
        float[] b = buffers.array(m.b());
        float[] c = buffers.array(m.c());
        int ao = buffers.start(m.a());
        int bo = buffers.start(m.b());
        int co = buffers.start(m.c());
        if (kernel instanceof PackedMatMul packed) {
            products.add(index, new ProductChain.Part(packed, a, ao, b, bo, c, co));
        }
        int rows = m.batch() * m.m();
        return now -> kernel.run(a, ao, b, bo, c, co, now.share(rows), now.threads);
    }

    private Runner random(Instruction.Random r) {
        RandomKernel kernel = new RandomKernel(
                r.distribution(), r.purpose(), r.directions(), r.rows(), r.elements(), scratch.threads());
        float[] to = buffers.array(r.to());
        int at = buffers.start(r.to());
        int directionStride = Buffers.stride(r.to(), 0);
        int rowStride = Buffers.stride(r.to(), 1);
        int first = r.firstRow();
        return now ->
                kernel.run(now.seed, now.step, now.firstRow + first, to, at, directionStride, rowStride, now.threads);
    }

    @Override
    public Memory input(String name) {
        return memory(Buffer.Kind.INPUT, name);
    }

    @Override
    public Memory output(String name) {
        return memory(Buffer.Kind.OUTPUT, name);
    }

    private Memory memory(Buffer.Kind kind, String name) {
        return memory(plan.buffer(kind, name));
    }

    /** The memory of any buffer, for tests. */
    Memory memory(Buffer b) {
        return new FloatMemory(buffers.piece(b), b.size());
    }

    @Override
    public void run(long seed, long step, long firstRow) {
        run(seed, step, firstRow, part.batch);
    }

    @Override
    public void run(long seed, long step, long firstRow, int rows) {
        begin(whole, seed, step, firstRow);
        begin(part, seed, step, firstRow);
        part.rows = Math.min(rows, part.batch);
        if (nanoseconds == null) {
            for (Step each : steps) {
                each.runner.run(each.divided ? part : whole);
            }
            return;
        }
        for (int i : sequence) {
            long start = System.nanoTime();
            runners[i].run(divided[i] ? part : whole);
            nanoseconds[i] += System.nanoTime() - start;
        }
    }

    private static void begin(Runner.Run run, long seed, long step, long firstRow) {
        run.seed = seed;
        run.step = (int) step;
        run.firstRow = (int) firstRow;
    }

    @Override
    public boolean profile(long[] into) {
        nanoseconds = into;
        return true;
    }

    @Override
    public void close() {}
}
