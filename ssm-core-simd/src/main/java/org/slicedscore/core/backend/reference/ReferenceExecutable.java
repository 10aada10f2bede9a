package org.slicedscore.core.backend.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.core.interpret.LinearAlgebra;

/** Runs a plan's instructions in order. */
final class ReferenceExecutable implements Executable {
    private final Plan plan;
    private final int[] sequence;
    private final double[][] arrays;
    private final int[] starts;
    private final List<ReferenceRegion> regions = new ArrayList<>();
    private long[] nanoseconds;

    ReferenceExecutable(Plan plan, Map<String, Memory> variables) {
        this.plan = plan;
        sequence = plan.sequence();
        arrays = new double[plan.buffers().size()][];
        starts = new int[arrays.length];
        double[] arena = ReferenceBackend.array(plan.arenaSize());
        for (Buffer b : plan.buffers()) {
            starts[b.id()] = (int) b.offset();
            arrays[b.id()] = switch (b.kind()) {
                case ARENA -> arena;
                case CONSTANT -> b.values().clone();
                case INPUT, OUTPUT -> ReferenceBackend.array(b.size());
                case VARIABLE -> variable(b, variables);
            };
        }
        for (Instruction i : plan.instructions()) {
            regions.add(i instanceof Instruction.Region r ? new ReferenceRegion(r, arrays, starts) : null);
        }
    }

    private static double[] variable(Buffer b, Map<String, Memory> variables) {
        if (!(variables.get(b.name()) instanceof DoubleMemory m) || m.size() < b.size()) {
            throw SsmException.backend(
                    "variable '%s' %s has no memory of backend 'reference', or too little", b.name(), b.shape());
        }
        return m.values;
    }

    @Override
    public Memory input(String name) {
        return new DoubleMemory(arrays[plan.buffer(Buffer.Kind.INPUT, name).id()]);
    }

    @Override
    public Memory output(String name) {
        return new DoubleMemory(arrays[plan.buffer(Buffer.Kind.OUTPUT, name).id()]);
    }

    @Override
    public void run(long seed, long step, long firstRow) {
        for (int i : sequence) {
            long start = nanoseconds == null ? 0 : System.nanoTime();
            run(i, seed, step, firstRow);
            if (nanoseconds != null) {
                nanoseconds[i] += System.nanoTime() - start;
            }
        }
    }

    private void run(int index, long seed, long step, long firstRow) {
        switch (plan.instructions().get(index)) {
            case Instruction.Region _ -> regions.get(index).run();
            case Instruction.MatMul m ->
                LinearAlgebra.matMul(
                        m.batch(),
                        m.m(),
                        m.n(),
                        m.k(),
                        matrices(m.a()),
                        matrices(m.b()),
                        matrices(m.c()),
                        m.accumulate());
            case Instruction.Random r -> random(r, seed, step, firstRow);
            case Instruction.Gather g -> gather(g);
            case Instruction.ScatterAdd s -> scatterAdd(s);
            case Instruction.Cholesky c -> LinearAlgebra.cholesky(c.batch(), c.n(), matrices(c.a()), matrices(c.l()));
            case Instruction.TriangularSolve s ->
                LinearAlgebra.solve(
                        s.batch(),
                        s.n(),
                        s.columns(),
                        s.transposed(),
                        matrices(s.l()),
                        matrices(s.b()),
                        matrices(s.x()));
        }
    }

    @Override
    public boolean profile(long[] into) {
        nanoseconds = into;
        return true;
    }

    private double[] array(View v) {
        return arrays[v.buffer()];
    }

    private int at(View v, long batch, long row, long column) {
        return (int) (starts[v.buffer()] + v.offset() + batch * v.stride(0) + row * v.stride(1) + column * v.stride(2));
    }

    private LinearAlgebra.Matrices matrices(View v) {
        return new LinearAlgebra.Matrices(array(v), starts[v.buffer()], v);
    }

    private void random(Instruction.Random r, long seed, long step, long firstRow) {
        PhiloxRows rows = new PhiloxRows(seed, r.purpose());
        double[] to = array(r.to());
        for (int direction = 0; direction < r.directions(); direction++) {
            for (int row = 0; row < r.rows(); row++) {
                int start = at(r.to(), direction, row, 0);
                int number = (int) (firstRow + r.firstRow() + row);
                rows.draw(r.distribution(), number, direction, (int) step, to, start, r.elements());
            }
        }
    }

    private void gather(Instruction.Gather g) {
        for (int o = 0; o < g.outer(); o++) {
            for (int i = 0; i < g.indices().size(); i++) {
                System.arraycopy(
                        array(g.from()),
                        at(g.from(), o, g.indices().get(i), 0),
                        array(g.to()),
                        at(g.to(), o, i, 0),
                        g.inner());
            }
        }
    }

    private void scatterAdd(Instruction.ScatterAdd s) {
        double[] from = array(s.from());
        double[] to = array(s.to());
        for (int o = 0; o < s.outer(); o++) {
            int start = at(s.to(), o, 0, 0);
            Arrays.fill(to, start, start + s.extent() * s.inner(), 0);
            for (int i = 0; i < s.indices().size(); i++) {
                for (int j = 0; j < s.inner(); j++) {
                    to[at(s.to(), o, s.indices().get(i), j)] += from[at(s.from(), o, i, j)];
                }
            }
        }
    }

    @Override
    public void close() {}
}
