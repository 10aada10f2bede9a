package org.slicedscore.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** C = A·B through a backend, and as three loops in Java that C2 vectorises by itself. */
public class MatMulBenchmark extends BackendBenchmark {
    /** A layer forward, its weight gradient, a small layer, and a square that fits no cache. */
    @Param({"128x1024x784", "1024x784x128", "320x128x128", "1024x1024x1024"})
    public String shape;

    /** As the forward pass has it (weights lie transposed), as backward passes have it, as weight gradients have it. */
    @Param({"A*Bt", "A*B", "At*B"})
    public String layout;

    private ProductShape product;
    private PlanProduct plan;
    private float[] a;
    private float[] b;
    private float[] c;

    /** Makes operands and plan. */
    @Setup(Level.Trial)
    public void setUp() {
        String[] size = shape.split("x");
        product = new ProductShape(
                Integer.parseInt(size[0]),
                Integer.parseInt(size[1]),
                Integer.parseInt(size[2]),
                layout.startsWith("At"),
                layout.endsWith("Bt"),
                false);
        plan = new PlanProduct(product, 1, backend, threads);
        a = PlanProduct.operand(product.m() * product.k(), 1);
        b = PlanProduct.operand(product.k() * product.n(), 2);
        c = new float[product.m() * product.n()];
    }

    /** Gives the backend back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        plan.close();
    }

    /** The backend's product. */
    @Benchmark
    public void backend() {
        plan.run();
    }

    /** The baseline: on one core, operands taken as they lie in memory for an A·B of the same size. */
    @Benchmark
    public float[] loops() {
        int n = product.n();
        int k = product.k();
        java.util.Arrays.fill(c, 0);
        for (int i = 0; i < product.m(); i++) {
            for (int p = 0; p < k; p++) {
                float x = a[i * k + p];
                // the innermost loop runs along rows of B and C, which is what C2 can vectorise
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += x * b[p * n + j];
                }
            }
        }
        return c;
    }
}
