package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.autodiff.PrimitiveCases;
import org.slicedscore.core.interpret.Interpreter;

/** Plans compute what the expressions say, whatever was simplified, fused, reordered or placed on top of each other. */
class CompilerTest {
    static List<PrimitiveCases.Case> cases() {
        return PrimitiveCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndDerivativesOfEveryPrimitive(PrimitiveCases.Case c) {
        Expr gradient = Autodiff.grad(c.y().square(), c.x());
        Expr second = Autodiff.grad(gradient.mul(Expr.range(c.at().length)), c.x());
        Program program = Program.named(c.name())
                .output("y", c.y())
                .output("gradient", gradient)
                .output("second", second)
                .build();
        assertSame(program, Map.of("x", c.at()));
    }

    @Test
    void viewsLeavesAndConstantsAsOutputs() {
        Expr x = input("x", 2, 3);
        assertSame(
                Program.named("views")
                        .output("leaf", x)
                        .output("again", x)
                        .output("transposed", x.t())
                        .output("slice", x.slice(1, 1, 2))
                        .output("stretched", x.expand(0).broadcastTo(Shape.of(2, 2, 3)))
                        .output("uniform", Expr.filled(2.5, Shape.of(3)))
                        .output("constant", Expr.range(4))
                        .output("twice", x.add(1))
                        .output("the same twice", x.add(1))
                        .output("flat", x.add(1).reshape(6))
                        .output("scalar", Expr.constant(3))
                        .build(),
                Map.of("x", numbers(6)));
    }

    @Test
    void assignmentsSeeTheOldValues() {
        Expr a = variable("a", 3);
        Expr b = variable("b", 3);
        Expr m = variable("m", 2, 2);
        Expr n = variable("n", 2, 2);
        Program program = Program.named("swap")
                .assign(a, b)
                .assign(b, a)
                .assign(m, m.t())
                .assign(n, n.add(m.matmul(n)))
                .output("product", m.matmul(n))
                .output("sum", a.add(b))
                .build();
        assertSame(program, Map.of("a", numbers(3), "b", numbers(3, 5), "m", numbers(4), "n", numbers(4, 9)));
    }

    @Test
    void reductionsOfOneValueOverDifferentAxes() {
        Expr x = input("x", 3, 4, 5);
        Expr y = x.exp();
        assertSame(
                Program.named("reductions")
                        .output("first", y.sum(0))
                        .output("middle", y.sum(1))
                        .output("last", y.sum(2))
                        .output("outer", y.sum(0, 1))
                        .output("split", y.sum(0, 2))
                        .output("all", y.sum())
                        .output("max", y.max(1))
                        .output("product", y.mul(y.sum(0)).sum(2))
                        .output("y", y)
                        .build(),
                Map.of("x", numbers(60)));
    }

    @Test
    void sumsOfProductsAreTakenInPlace() {
        Expr a = input("a", 4, 3);
        Expr b = input("b", 3, 5);
        Expr c = input("c", 5, 4);
        Expr sum = a.matmul(b).add(c.t().matmul(Expr.range(25).reshape(5, 5))).add(a.matmul(b.exp()));
        Program program = Program.named("sum").output("sum", sum).build();
        Plan plan = Compiler.compile(program);
        List<Boolean> accumulate = plan.instructions().stream()
                .filter(Instruction.MatMul.class::isInstance)
                .map(i -> ((Instruction.MatMul) i).accumulate())
                .toList();
        assertEquals(List.of(false, true, true), accumulate, plan.describe());
        assertSame(program, Map.of("a", numbers(12), "b", numbers(15), "c", numbers(20)));
    }

    /** A weight repeated for all rows and then given other axes, like that behind a convolution. */
    @Test
    void whatDependsOnAWeightAloneIsComputedOnce() {
        Expr w = input("w", 6);
        Expr x = input("x", 5, 2, 3);
        Expr repeated = w.expand(0).broadcastTo(Shape.of(5, 6));
        Program program = Program.named("weight")
                .output("scaled", x.mul(repeated.reshape(5, 2, 3).mul(0.5)))
                .output(
                        "flat",
                        x.reshape(5, 6).mul(repeated.reshape(5, 1, 6).mul(0.25).reshape(5, 6)))
                .output("joined", repeated.reshape(30).mul(x.reshape(30)))
                .output("cut", repeated.reshape(10, 3).mul(x.reshape(10, 3)))
                .build();
        Plan plan = Compiler.compile(program);
        long small = plan.instructions().stream()
                .filter(i -> i instanceof Instruction.Region r && r.points() == 6)
                .count();
        assertTrue(small > 0, plan.describe());
        assertSame(program, Map.of("w", numbers(6), "x", numbers(30)));
    }

    @Test
    void transposesAndSlicesReachMatrixProductsWithoutCopies() {
        Expr a = input("a", 6, 4);
        Expr b = input("b", 5, 6);
        Program program = Program.named("views")
                .output("p", a.slice(0, 1, 5).t().matmul(b.slice(1, 2, 6).t()))
                .build();
        Plan plan = Compiler.compile(program);
        assertEquals(1, plan.instructions().size(), plan.describe());
        assertSame(program, Map.of("a", numbers(24), "b", numbers(30)));
    }

    @Test
    void gradientsLieInMemoryLikeTheirWeights() {
        Expr w = variable("w", 7, 5);
        Expr x = input("x", 4, 5);
        Expr h = x.matmul(w.t()).tanh();
        Expr loss = h.matmul(w).square().sum();
        Program program = Program.named("step")
                .assign(w, w.sub(Autodiff.grad(loss, w).mul(0.1)))
                .build();
        Plan plan = Compiler.compile(program);
        Instruction last = plan.instructions().getLast();
        assertTrue(
                last instanceof Instruction.Region r
                        && r.loads().stream().allMatch(v -> v.strides().length == 1 && v.stride(0) == 1),
                plan::describe);
        assertSame(program, Map.of("w", numbers(35), "x", numbers(20)));
    }

    @Test
    void stateIsReadAndWrittenByOneRegion() {
        Expr w = variable("w", 6);
        Expr m = variable("m", 6);
        Expr moved = m.mul(0.9).add(input("x", 3, 6).exp().sum(0).mul(0.1));
        Program program = Program.named("momentum")
                .assign(m, moved)
                .assign(w, w.sub(moved.mul(0.5)))
                .build();
        Plan plan = Compiler.compile(program);
        assertEquals(2, plan.instructions().size(), plan::describe);
        assertSame(program, Map.of("w", numbers(6), "m", numbers(6, 3), "x", numbers(18)));
    }

    @Test
    void randomNumbersAreSharedByPurpose() {
        Expr v = random("v");
        Expr w = random("w");
        Program program = Program.named("random")
                .output("same", v.sub(random("v")))
                .output("v", v.mul(2))
                .output("w", w)
                .build();
        assertSame(program, Map.of());
        long drawn = Compiler.compile(program).instructions().stream()
                .filter(Instruction.Random.class::isInstance)
                .count();
        assertEquals(2, drawn);
    }

    private static Expr random(String purpose) {
        return Expr.of(new Primitive.Random(Distribution.NORMAL, purpose, Shape.of(2, 3, 5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomGraphs(int seed) {
        RandomGraphs graphs = new RandomGraphs(seed);
        Program program = graphs.program();
        assertSame(program, graphs.leaves());
    }

    @Test
    void blocksOfAnUnrolledLoopShareMemory() {
        Plan two = Compiler.compile(unrolled(2));
        Plan many = Compiler.compile(unrolled(20));
        assertTrue(
                many.arenaSize() < 1.5 * two.arenaSize(),
                () -> "2 blocks: " + two.arenaSize() + ", 20 blocks: " + many.arenaSize() + "\n" + many.describe());
    }

    private static Program unrolled(int blocks) {
        Expr w = variable("w", 16, 16);
        Expr u = variable("u", 16, 16);
        Expr loss = Expr.constant(0);
        for (int i = 0; i < blocks; i++) {
            Expr x = input("x" + i, 64, 16);
            loss = loss.add(x.matmul(w).tanh().matmul(u).tanh().square().sum());
        }
        List<Expr> gradients = Autodiff.grad(loss, List.of(w, u));
        return Program.named("unrolled")
                .assign(w, w.sub(gradients.get(0).mul(0.1)))
                .assign(u, u.sub(gradients.get(1).mul(0.1)))
                .output("loss", loss)
                .build();
    }

    static Expr input(String name, int... dims) {
        return Expr.of(new Primitive.Input(name, Shape.of(dims)));
    }

    static Expr variable(String name, int... dims) {
        return Expr.of(new Primitive.Variable(name, Shape.of(dims)));
    }

    static double[] numbers(int n) {
        return numbers(n, 1);
    }

    static double[] numbers(int n, double phase) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.sin(2.3 * i + phase);
        }
        return values;
    }

    static void assertSame(Program program, Map<String, double[]> leaves) {
        Plan plan = Compiler.compile(program);
        Map<String, double[]> found = PlanRunner.run("reference", plan, leaves);
        Map<String, double[]> expected = new HashMap<>();
        Interpreter interpreter = new Interpreter(leaves, 3, 5, 7);
        program.outputs().forEach((name, e) -> expected.put(name, interpreter.evaluate(e)));
        program.assignments().forEach((v, e) -> expected.put("=" + v.name(), interpreter.evaluate(e)));
        expected.forEach((name, values) -> {
            // a variable that keeps its value is not in the plan
            double[] actual = found.containsKey(name) ? found.get(name) : leaves.get(name.substring(1));
            double scale = 1e-300;
            for (double v : values) {
                scale = Math.max(scale, Math.abs(v));
            }
            for (int i = 0; i < values.length; i++) {
                double error = Math.abs(values[i] - actual[i]);
                int at = i;
                assertTrue(
                        error <= 1e-12 * Math.max(1, scale),
                        () -> program.name() + ", " + name + "[" + at + "]: expected " + values[at] + ", found "
                                + actual[at] + "\n" + plan.describe());
            }
        });
    }
}
