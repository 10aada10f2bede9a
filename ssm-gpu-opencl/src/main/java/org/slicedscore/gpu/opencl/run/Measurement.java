package org.slicedscore.gpu.opencl.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction.MatMul;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.Launch;
import org.slicedscore.gpu.opencl.device.Programs;
import org.slicedscore.gpu.opencl.source.KernelCall;
import org.slicedscore.gpu.opencl.source.Lowering;
import org.slicedscore.gpu.opencl.source.Product;
import org.slicedscore.gpu.opencl.source.TileShape;

/** Times matrix products of one size in several tile shapes. */
final class Measurement {
    private static final int RUNS = 3;

    /** Sizes are reduced to this many multiply-adds, enough to find the best shape. */
    private static final long MOST_WORK = 1L << 31;

    /** The largest number of elements of a matrix. */
    private static final long MOST_ELEMENTS = 1L << 24;

    private final Connection connection;
    private final Programs programs;

    Measurement(Connection connection, Programs programs) {
        this.connection = connection;
        this.programs = programs;
    }

    TileShape fastest(Product product, List<TileShape> candidates) {
        MatMul m = matMul(cut(product));
        Plan plan = plan(m);
        TileShape best = candidates.getFirst();
        long least = Long.MAX_VALUE;
        try (PlanMemory memory = new PlanMemory(plan, Map.of(), connection)) {
            List<List<KernelCall>> calls = new ArrayList<>();
            for (TileShape tile : candidates) {
                calls.add(new Lowering(memory, connection.found().traits(), any -> tile).lower(m));
            }
            memory.scratch(calls.stream()
                    .flatMap(List::stream)
                    .mapToLong(KernelCall::scratch)
                    .max()
                    .orElse(0));
            programs.prepare(
                    calls.stream().flatMap(List::stream).map(KernelCall::source).toList());
            for (int i = 0; i < candidates.size(); i++) {
                long time = time(calls.get(i), memory);
                if (time < least) {
                    least = time;
                    best = candidates.get(i);
                }
            }
        }
        return best;
    }

    private long time(List<KernelCall> calls, PlanMemory memory) {
        List<Launch> launches = new ArrayList<>();
        try {
            for (KernelCall call : calls) {
                launches.add(memory.launch(call, programs));
            }
            long least = Long.MAX_VALUE;
            // the first run compiles or wakes up the device
            for (int run = 0; run <= RUNS; run++) {
                connection.finish();
                long start = System.nanoTime();
                launches.forEach(Launch::run);
                connection.finish();
                if (run > 0) {
                    least = Math.min(least, System.nanoTime() - start);
                }
            }
            return least;
        } finally {
            launches.forEach(Launch::close);
        }
    }

    private static Product cut(Product p) {
        int batch = p.batch();
        int m = p.m();
        int n = p.n();
        int k = p.k();
        while (batch > 1 && (long) batch * m * n * k > MOST_WORK) {
            batch /= 2;
        }
        while ((long) m * n * k > MOST_WORK
                || Math.max((long) m * k, Math.max((long) k * n, (long) m * n)) > MOST_ELEMENTS) {
            if (m >= n && m >= k) {
                m /= 2;
            } else if (n >= k) {
                n /= 2;
            } else {
                k /= 2;
            }
        }
        return new Product(batch, m, n, k, p.rowsOfA(), p.rowsOfB());
    }

    private static MatMul matMul(Product p) {
        View a = p.rowsOfA()
                ? new View(0, 0, (long) p.m() * p.k(), p.k(), 1)
                : new View(0, 0, (long) p.m() * p.k(), 1, p.m());
        View b = p.rowsOfB()
                ? new View(1, 0, (long) p.k() * p.n(), p.n(), 1)
                : new View(1, 0, (long) p.k() * p.n(), 1, p.k());
        View c = new View(2, 0, (long) p.m() * p.n(), p.n(), 1);
        return new MatMul(p.batch(), p.m(), p.n(), p.k(), a, b, c, false);
    }

    private static Plan plan(MatMul m) {
        List<Buffer> buffers = List.of(
                output(0, (long) m.batch() * m.m() * m.k()),
                output(1, (long) m.batch() * m.k() * m.n()),
                output(2, (long) m.batch() * m.m() * m.n()));
        return new Plan("measurement", buffers, List.of(m), 0);
    }

    private static Buffer output(int id, long size) {
        return new Buffer(id, Buffer.Kind.OUTPUT, "m" + id, Shape.of(Math.toIntExact(size)), 0, null);
    }
}
