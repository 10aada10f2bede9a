package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/**
 * Every kernel, in the shapes for processors and in those for graphics processors, whatever the device is, against the
 * reference. Small, as {@code scripts/check-kernels} runs it in a simulator that looks for data races and for accesses out
 * of bounds.
 */
class KernelsTest {
    @TempDir
    Path files;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void regionsAndReductions(boolean cpu) {
        Expr x = input("x", 13, 37);
        Expr long1 = input("long", 5000);
        Expr tall = input("tall", 700, 3);
        Map<String, Expr> all = new LinkedHashMap<>();
        all.put("chain", x.mul(2).add(1).tanh().exp());
        all.put("broadcast", x.add(Expr.range(37)).less(Expr.constant(3)));
        all.put("transposed", x.t().exp().add(x.t()));
        Expr block = input("block", 6, 70, 5);
        all.put("many groups", block.transpose(1, 2, 0).exp().add(Expr.range(6)));
        all.put("many rows", block.transpose(2, 0, 1).exp().transpose(1, 2, 0).add(block));
        all.put("rows", x.square().sum(1));
        all.put("columns", x.square().sum(0));
        all.put("largest", x.max(1));
        all.put("all", long1.square().sum());
        all.put("top", long1.max(0));
        all.put("down", tall.sum(0));
        all.put("both", tall.reshape(7, 100, 3).sum(0, 1));
        all.put("outer and inner", tall.reshape(7, 100, 3).square().sum(1));
        check(cpu, all, 2e-5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void matrixProducts(boolean cpu) {
        int[][] sizes = {{5, 7, 3}, {17, 33, 19}, {66, 35, 18}, {3, 5, 513}, {1, 40, 50}, {40, 1, 50}, {9, 8, 1}};
        for (int[] s : sizes) {
            Map<String, Expr> all = new LinkedHashMap<>();
            for (boolean ta : new boolean[] {false, true}) {
                for (boolean tb : new boolean[] {false, true}) {
                    Expr a = ta ? input("at", s[2], s[0]) : input("a", s[0], s[2]);
                    Expr b = tb ? input("bt", s[1], s[2]) : input("b", s[2], s[1]);
                    Primitive.MatMul times = new Primitive.MatMul(ta, tb);
                    all.put("product " + ta + tb, Expr.of(times, a, b));
                    all.put("added " + ta + tb, Expr.of(times, a.negate(), b).add(Expr.of(times, a, b.square())));
                }
            }
            Expr batch = input("batch", 3, Math.min(s[0], 20), s[2]);
            all.put("batch", batch.matmul(batch.t()));
            check(cpu, all, 1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void factorsAndSolves(boolean cpu) {
        for (int n : new int[] {1, 5, 18, 40}) {
            Expr x = input("x", 2, n, n);
            double[] diagonal = new double[n * n];
            for (int i = 0; i < n; i++) {
                diagonal[i * n + i] = 3 * n;
            }
            Expr factor =
                    x.matmul(x.t()).add(Expr.constant(Shape.of(n, n), diagonal)).cholesky();
            Expr b = input("b", 2, n, 7);
            check(
                    cpu,
                    Map.of(
                            "factor", factor,
                            "solve", factor.solveTriangular(b),
                            "transposed", factor.solveTriangularTransposed(b),
                            "one", factor.solveTriangularTransposed(b.slice(2, 3, 4))),
                    1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void movesAndRandomNumbers(boolean cpu) {
        Expr x = input("x", 3, 11, 5);
        Map<String, Expr> all = new LinkedHashMap<>();
        all.put("gather", x.gather(1, 10, 0, 3, 3, 7));
        all.put("scatter", x.scatterAdd(1, 6, 0, 1, 2, 3, 4, 5, 0, 1, 2, 0, 0));
        for (Distribution d : Distribution.values()) {
            all.put(d.name(), Expr.of(new Primitive.Random(d, "kernels", Shape.of(2, 9, 13))));
        }
        check(cpu, all, 2e-5);
    }

    private void check(boolean cpu, Map<String, Expr> outputs, double tolerance) {
        Program.Builder program = Program.named("kernels");
        outputs.forEach(program::output);
        Plan plan = Compiler.compile(program.build());
        Map<String, double[]> expected;
        try (Backend reference = Lab.open("reference")) {
            expected = Lab.run(reference, plan, 1, 2, 3);
        }
        try (Backend backend = Lab.open(Lab.as(Lab.device(), cpu), files)) {
            Map<String, double[]> found = Lab.run(backend, plan, 1, 2, 3);
            expected.forEach((name, values) -> {
                double scale = 1;
                for (double v : values) {
                    scale = Math.max(scale, Math.abs(v));
                }
                double[] got = found.get(name);
                assertEquals(values.length, got.length, name);
                for (int i = 0; i < values.length; i++) {
                    double difference = Math.abs(values[i] - got[i]);
                    // written so that NaN fails
                    assertTrue(
                            difference <= tolerance * scale,
                            name + ": element " + i + " is " + got[i] + ", not " + values[i]);
                }
            });
        }
    }

    private static Expr input(String name, int... dims) {
        return Expr.of(new Primitive.Input(name, Shape.of(dims)));
    }
}
