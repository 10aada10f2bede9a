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

/** Runs a plan's instructions one after the other. */
final class ReferenceExecutable implements Executable {
    private final Plan plan;
    private final double[][] arrays;
    private final int[] starts;
    private final List<ReferenceRegion> regions = new ArrayList<>();
    private long[] nanoseconds;

    ReferenceExecutable(Plan plan, Map<String, Memory> variables) {
        this.plan = plan;
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
        for (int i = 0; i < plan.instructions().size(); i++) {
            long start = nanoseconds == null ? 0 : System.nanoTime();
            run(i, seed, step, firstRow);
            if (nanoseconds != null) {
                nanoseconds[i] += System.nanoTime() - start;
            }
        }
    }

    private void run(int index, long seed, long step, long firstRow) {
        switch (plan.instructions().get(index)) {
            case Instruction.Region r -> regions.get(index).run();
            case Instruction.MatMul m -> matMul(m);
            case Instruction.Random r -> random(r, seed, step, firstRow);
            case Instruction.Gather g -> gather(g);
            case Instruction.ScatterAdd s -> scatterAdd(s);
            case Instruction.Cholesky c -> cholesky(c);
            case Instruction.TriangularSolve s -> solve(s);
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

    private void matMul(Instruction.MatMul p) {
        double[] a = array(p.a());
        double[] b = array(p.b());
        double[] c = array(p.c());
        for (int batch = 0; batch < p.batch(); batch++) {
            for (int i = 0; i < p.m(); i++) {
                for (int j = 0; j < p.n(); j++) {
                    double sum = p.accumulate() ? c[at(p.c(), batch, i, j)] : 0;
                    int ia = at(p.a(), batch, i, 0);
                    int ib = at(p.b(), batch, 0, j);
                    for (int k = 0; k < p.k(); k++) {
                        sum += a[ia] * b[ib];
                        ia += (int) p.a().stride(2);
                        ib += (int) p.b().stride(1);
                    }
                    c[at(p.c(), batch, i, j)] = sum;
                }
            }
        }
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

    private void cholesky(Instruction.Cholesky c) {
        double[] a = array(c.a());
        double[] l = array(c.l());
        for (int batch = 0; batch < c.batch(); batch++) {
            for (int i = 0; i < c.n(); i++) {
                for (int j = 0; j < c.n(); j++) {
                    if (j > i) {
                        l[at(c.l(), batch, i, j)] = 0;
                        continue;
                    }
                    double sum = a[at(c.a(), batch, i, j)];
                    for (int k = 0; k < j; k++) {
                        sum -= l[at(c.l(), batch, i, k)] * l[at(c.l(), batch, j, k)];
                    }
                    // the root of a negative number is NaN, which then spreads: the caller sees it
                    l[at(c.l(), batch, i, j)] = i == j ? Math.sqrt(sum) : sum / l[at(c.l(), batch, j, j)];
                }
            }
        }
    }

    private void solve(Instruction.TriangularSolve s) {
        double[] l = array(s.l());
        double[] x = array(s.x());
        for (int batch = 0; batch < s.batch(); batch++) {
            for (int column = 0; column < s.columns(); column++) {
                for (int step = 0; step < s.n(); step++) {
                    int i = s.transposed() ? s.n() - 1 - step : step;
                    double sum = array(s.b())[at(s.b(), batch, i, column)];
                    for (int done = 0; done < step; done++) {
                        int k = s.transposed() ? s.n() - 1 - done : done;
                        double factor = s.transposed() ? l[at(s.l(), batch, k, i)] : l[at(s.l(), batch, i, k)];
                        sum -= factor * x[at(s.x(), batch, k, column)];
                    }
                    x[at(s.x(), batch, i, column)] = sum / l[at(s.l(), batch, i, i)];
                }
            }
        }
    }

    @Override
    public void close() {}
}
