package org.slicedscore.benchmarks;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/**
 * The element-wise heart of a layer, through a backend and as a loop in Java: add the bias, then softplus with its first
 * two derivatives.
 */
public class RegionBenchmark extends BackendBenchmark {
    private static final int COLUMNS = 1024;

    /** 512 kB a matrix, which caches hold, and 16 MB, which must stream. */
    @Param({"128", "4096"})
    public int rows;

    private Backend device;
    private Map<String, Memory> memory;
    private Executable region;
    private float[] x;
    private float[] bias;
    private final float[][] out = new float[3][];

    /** Compiles the region. */
    @Setup(Level.Trial)
    public void setUp() {
        Expr matrix = Expr.of(new Primitive.Variable("x", Shape.of(rows, COLUMNS)));
        Expr row = Expr.of(new Primitive.Variable("bias", Shape.of(COLUMNS)));
        Expr u = matrix.add(row);
        Expr value = u.softplus();
        Expr first = Autodiff.grad(value.sum(), List.of(u)).getFirst();
        Expr second = Autodiff.grad(first.sum(), List.of(u)).getFirst();
        x = PlanProduct.operand(rows * COLUMNS, 1);
        bias = PlanProduct.operand(COLUMNS, 2);
        device = Catalog.load().backends().choose(backend).open(threads);
        memory = Map.of("x", device.allocate(x.length), "bias", device.allocate(bias.length));
        memory.get("x").write(x, 0, 0, x.length);
        memory.get("bias").write(bias, 0, 0, bias.length);
        region = device.compile(
                Compiler.compile(Program.named("layer")
                        .output("value", value)
                        .output("first", first)
                        .output("second", second)
                        .build()),
                memory);
        for (int i = 0; i < out.length; i++) {
            out[i] = new float[x.length];
        }
    }

    /** Gives the backend back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        region.close();
        memory.values().forEach(Memory::close);
        device.close();
    }

    /** The backend's region. */
    @Benchmark
    public void backend() {
        region.run(0, 0, 0);
    }

    /** The baseline: one loop on one core, with Java's own functions. */
    @Benchmark
    public float[][] loop() {
        for (int i = 0; i < x.length; i++) {
            double u = x[i] + bias[i % COLUMNS];
            double e = Math.exp(-Math.abs(u));
            double s = u >= 0 ? 1 / (1 + e) : e / (1 + e);
            out[0][i] = (float) (Math.max(u, 0) + Math.log1p(e));
            out[1][i] = (float) s;
            out[2][i] = (float) (s * (1 - s));
        }
        return out;
    }
}
