package org.slicedscore.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;
import org.slicedscore.catalog.Catalog;

/** A matrix product as a backend runs it in a plan, and nothing else in that plan. */
public final class PlanProduct implements AutoCloseable {
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final ProductShape shape;
    private final Backend backend;
    private final Map<String, Memory> memory;
    private final Executable executable;

    /**
     * Makes a plan that does the product several times over, so that small ones are not drowned by the call.
     *
     * @param shape the product
     * @param times how often
     * @param backendId on which backend
     * @param threads host threads
     */
    public PlanProduct(ProductShape shape, int times, String backendId, int threads) {
        this.shape = shape;
        backend = Catalog.load().backends().choose(backendId).open(threads);
        int m = shape.m();
        int n = shape.n();
        int k = shape.k();
        List<Buffer> buffers =
                List.of(variable(0, Shape.of(m, k)), variable(1, Shape.of(k, n)), variable(2, Shape.of(m, n)));
        Instruction product = new Instruction.MatMul(
                1,
                m,
                n,
                k,
                shape.aTransposed() ? new View(0, 0, 0, 1, m) : new View(0, 0, 0, k, 1),
                shape.bTransposed() ? new View(1, 0, 0, 1, k) : new View(1, 0, 0, n, 1),
                new View(2, 0, 0, n, 1),
                shape.accumulate());
        Plan plan = new Plan(
                "product", buffers, Stream.generate(() -> product).limit(times).toList(), 0);
        memory = buffers.stream().collect(Collectors.toMap(Buffer::name, b -> backend.allocate(b.size())));
        write("a", operand(m * k, 1));
        write("b", operand(k * n, 2));
        executable = backend.compile(plan, memory);
    }

    private static Buffer variable(int id, Shape shape) {
        return new Buffer(id, Buffer.Kind.VARIABLE, NAMES.get(id), shape, 0, null);
    }

    private void write(String name, float[] values) {
        memory.get(name).write(values, 0, 0, values.length);
    }

    /**
     * Numbers for an operand, in the order that they lie in memory.
     *
     * @param size how many
     * @param seed the same seed gives the same numbers
     * @return uniform on [-1, 1)
     */
    public static float[] operand(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** Runs the plan. */
    public void run() {
        executable.run(0, 0, 0);
    }

    /** Forgets what was computed, runs the plan, and looks at the result: the elements of C, row-major. */
    public float[] fresh() {
        float[] c = new float[shape.m() * shape.n()];
        write("c", c);
        run();
        memory.get("c").read(0, c, 0, c.length);
        return c;
    }

    @Override
    public void close() {
        executable.close();
        memory.values().forEach(Memory::close);
        backend.close();
    }
}
