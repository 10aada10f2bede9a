package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.ScalarOp;

/** Where plans set small numbers to 0. */
class FlushingTest {
    private static final Expr X = Expr.of(new Primitive.Input("x", Shape.of(3, 4)));
    private static final Expr W = Expr.of(new Primitive.Variable("w", Shape.of(4, 5)));

    private static double[] run(Expr y, double x) {
        Map<String, double[]> leaves = new LinkedHashMap<>();
        leaves.put("x", filled(12, x));
        leaves.put("w", filled(20, 1));
        Plan plan = Compiler.compile(Program.named("p").output("y", y).build());
        return PlanRunner.run("reference", plan, leaves).get("y");
    }

    private static double[] filled(int n, double value) {
        double[] x = new double[n];
        Arrays.fill(x, value);
        return x;
    }

    @Test
    void whatAMatrixProductReadsIsFlushedWhereItIsComputed() {
        double limit = Flushing.PRODUCT;
        Expr doubled = X.add(X);
        assertEquals(8 * limit, run(doubled.matmul(W), limit)[0]);
        assertEquals(0, run(doubled.matmul(W), 0.49 * limit)[0]);
        assertEquals(0, run(doubled.t().t().matmul(W), 0.49 * limit)[0], "through a view");
        assertEquals(
                0, run(Expr.concat(0, doubled, doubled).slice(0, 0, 3).matmul(W), 0.49 * limit)[0], "through a join");
        assertEquals(4 * 0.49 * limit, run(X.matmul(W), 0.49 * limit)[0], "inputs are read as they are");
        assertEquals(0, run(X.matmul(W).matmul(W.t()), 0.1 * limit)[0], "a product that a product reads");
    }

    /** A value that a product reads is stored once, and all that read it see the same. */
    @Test
    void allReadersOfAFactorSeeTheSame() {
        Expr doubled = X.add(X);
        Plan plan = Compiler.compile(Program.named("p")
                .output("y", doubled.matmul(W))
                .output("z", doubled.mul(3).sum(0))
                .build());
        Instruction.Region region = (Instruction.Region) plan.instructions().getFirst();
        assertEquals(
                1, region.stores().stream().filter(s -> s.reduction() == null).count(), plan.describe());
        assertEquals(0, run(doubled.mul(3).sum().add(doubled.matmul(W).sum()), 1e-20)[0]);
        assertTrue(run(doubled.mul(3).sum(), 1e-20)[0] > 0, "without a product it is kept");
    }

    @Test
    void squaresAreOfFlushedNumbers() {
        assertEquals(0, run(X.square().mul(1e30), 1e-20)[0]);
        assertEquals(1e-6, run(X.square().mul(1e30), 1e-18)[0], 1e-12);
    }

    @Test
    void storedNumbersAreNormalInSinglePrecision() {
        assertEquals(0, run(X.mul(1e-20), 1e-19)[0]);
        assertTrue(run(X.mul(1e-20), 1e-17)[0] > 0);
        assertEquals(0, run(X.mul(1e-20).sum(0), 1e-19)[0]);
        assertEquals(0, run(X.exp(), -88)[0]);
        assertTrue(run(X.exp(), -87)[0] > 0);
    }

    /** New values of what products read are flushed like factors, other variables like all that is stored. */
    @Test
    void variablesKeepNoSmallNumbers() {
        Expr moment = Expr.of(new Primitive.Variable("m", Shape.of(3, 5)));
        Plan plan = Compiler.compile(Program.named("p")
                .output("y", X.matmul(W))
                .assign(W, W.mul(0.5))
                .assign(moment, moment.mul(0.9))
                .build());
        List<Double> bounds = plan.instructions().stream()
                .filter(Instruction.Region.class::isInstance)
                .map(Instruction.Region.class::cast)
                .flatMap(r -> r.steps().stream()
                        .filter(s -> s.op() == ScalarOp.FLUSH)
                        .map(s -> r.steps().get(s.b() - r.loads().size()).value()))
                .sorted()
                .toList();
        assertEquals(List.of((double) Float.MIN_NORMAL, Flushing.PRODUCT), bounds, plan::describe);
    }

    @Test
    void saturatedUnitsHaveDerivativesOfExactly0() {
        for (ActivationFunction f : ActivationFunction.values()) {
            for (int order = 2; order < 5; order++) {
                for (double x : new double[] {-44, -100, 44, 100}) {
                    double y = run(Expr.of(new Primitive.Activation(f, order), X), x)[0];
                    // beyond the 2⁻⁵³ of tanh in double precision
                    assertEquals(0, y, 1e-30, f + " of order " + order + " at " + x);
                }
            }
        }
        double half = run(Expr.of(new Primitive.Activation(ActivationFunction.SOFTPLUS, 2), X), -43)[0];
        assertEquals(Math.exp(-43), half, 1e-25);
    }

    @Test
    void whatCannotBeDenormalIsNotFlushed() {
        Plan plan = Compiler.compile(Program.named("p")
                .output("a", X.less(W.slice(1, 0, 4).slice(0, 0, 3)))
                .output("b", X.negate().max(0))
                .output("c", X.cos())
                .build());
        assertFalse(plan.describe().contains("flush"), plan::describe);
    }
}
