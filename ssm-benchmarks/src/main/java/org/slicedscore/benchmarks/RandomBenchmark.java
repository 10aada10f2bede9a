package org.slicedscore.benchmarks;

import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/** The directions of one batch, through a backend and by the JDK's generator. */
public class RandomBenchmark extends BackendBenchmark {
    private static final int ROWS = 128;
    private static final int DIMENSION = 784;

    /** What is drawn; projections are made of these. */
    @Param({"RADEMACHER", "NORMAL", "UNIFORM"})
    public Distribution distribution;

    private final SplittableRandom random = new SplittableRandom(1);
    private final float[] values = new float[ROWS * DIMENSION];
    private Backend device;
    private Executable draw;
    private long step;

    /** Compiles the plan. */
    @Setup(Level.Trial)
    public void setUp() {
        Expr v = Expr.of(new Primitive.Random(distribution, "bench", Shape.of(1, ROWS, DIMENSION)));
        device = Catalog.load().backends().choose(backend).open(threads);
        draw = device.compile(
                Compiler.compile(Program.named("draw").output("v", v).build()), Map.of());
    }

    /** Gives the backend back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        draw.close();
        device.close();
    }

    /** The backend's numbers: Philox, the same on every machine and with any number of threads. */
    @Benchmark
    public void backend() {
        draw.run(1, ++step, 0);
    }

    /** The baseline: the JDK's fastest splittable generator on one core. */
    @Benchmark
    public float[] jdk() {
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (distribution) {
                case NORMAL -> (float) random.nextGaussian();
                case UNIFORM -> random.nextFloat();
                case RADEMACHER -> random.nextBoolean() ? 1 : -1;
            };
        }
        return values;
    }
}
