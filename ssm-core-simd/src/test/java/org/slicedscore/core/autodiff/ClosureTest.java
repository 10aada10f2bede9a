package org.slicedscore.core.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.interpret.Interpreter;

/** The derivative of every primitive is again an expression: forward and reverse, to third order, against differences. */
class ClosureTest {
    private static final double STEP = 1e-5;

    static List<PrimitiveCases.Case> cases() {
        return PrimitiveCases.all();
    }

    @Test
    void everyPrimitiveWithInputsIsCovered() {
        Set<String> covered =
                cases().stream().map(c -> c.primitives().getSimpleName()).collect(Collectors.toSet());
        Set<String> all = primitives(Primitive.class)
                .filter(p -> !Primitive.Leaf.class.isAssignableFrom(p))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertEquals(all, covered);
    }

    private static Stream<Class<?>> primitives(Class<?> kind) {
        return kind.isInterface()
                ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(ClosureTest::primitives)
                : Stream.of(kind);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reverseModeToThirdOrder(PrimitiveCases.Case c) {
        Expr f = weighted(c.y());
        for (int order = 1; order <= 3; order++) {
            Expr gradient = Autodiff.grad(f, c.x());
            assertDifferences(c, f, gradient, "reverse, order " + order);
            f = weighted(gradient);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardModeToThirdOrder(PrimitiveCases.Case c) {
        int n = c.at().length;
        Expr f = weighted(c.y());
        for (int order = 1; order <= 3; order++) {
            // all coordinate directions at once: the tangents are the gradient
            Expr gradient = Autodiff.jvp(f, c.x(), identity(n)).reshape(n);
            assertDifferences(c, f, gradient, "forward, order " + order);
            f = weighted(gradient);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mixedModesAgree(PrimitiveCases.Case c) {
        int n = c.at().length;
        Expr f = weighted(c.y());
        Expr forwardOverReverse = Autodiff.jvp(Autodiff.grad(f, c.x()), c.x(), identity(n));
        Expr first = Autodiff.jvp(f, c.x(), identity(n));
        double[] hessian = at(c, forwardOverReverse);
        for (int i = 0; i < n; i++) {
            double[] row = at(c, Autodiff.grad(first.reshape(n).slice(0, i, i + 1), c.x()));
            for (int j = 0; j < n; j++) {
                assertClose(hessian[i * n + j], row[j], 1e-10, "Hessian " + i + "," + j);
                assertClose(hessian[i * n + j], hessian[j * n + i], 1e-10, "symmetry " + i + "," + j);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void curvatureIsTheHessiansQuadraticForm(PrimitiveCases.Case c) {
        int n = c.at().length;
        Expr f = weighted(c.y()).reshape(1);
        // seen as one row of n features
        Expr x = Expr.of(new Primitive.Input("row", Shape.of(1, n)));
        Expr row = Graphs.replace(f, Map.of(c.x(), x.reshape(n)));
        double[] v = new double[3 * n];
        Arrays.setAll(v, i -> Math.sin(3 * i + 1));
        Curvature curvature = new Curvature(row, x, Expr.constant(Shape.of(3, 1, n), v));
        Map<String, double[]> leaves = Map.of("row", c.at());
        double[] each = Interpreter.evaluate(curvature.each(), leaves);
        double[] slope = Interpreter.evaluate(curvature.slope(), leaves);
        double[] gradient = at(c, Autodiff.grad(f, c.x()));
        double[] hessian = at(c, Autodiff.jvp(Autodiff.grad(f, c.x()), c.x(), identity(n)));
        double total = 0;
        for (int m = 0; m < 3; m++) {
            double form = 0;
            double along = 0;
            for (int i = 0; i < n; i++) {
                along += v[m * n + i] * gradient[i];
                for (int j = 0; j < n; j++) {
                    form += v[m * n + i] * hessian[i * n + j] * v[m * n + j];
                }
            }
            assertClose(form, each[m], 1e-10, "direction " + m);
            assertClose(along, slope[m], 1e-10, "slope " + m);
            total += form;
        }
        assertClose(total, Interpreter.evaluate(curvature.sum(), leaves)[0], 1e-10, "sum");
    }

    private static Expr identity(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return Expr.constant(Shape.of(n, n), values);
    }

    /** A scalar that no symmetry of the formula can hide a mistake from. */
    private static Expr weighted(Expr y) {
        int n = Math.toIntExact(y.shape().size());
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> Math.cos(1.3 * i + 0.4));
        return y.reshape(n).mul(Expr.constant(Shape.of(n), weights)).sum();
    }

    private static double[] at(PrimitiveCases.Case c, Expr e) {
        return Interpreter.evaluate(e, Map.of("x", c.at()));
    }

    private static void assertDifferences(PrimitiveCases.Case c, Expr f, Expr gradient, String what) {
        double[] actual = at(c, gradient);
        for (int i = 0; i < actual.length; i++) {
            double expected = (value(c, f, i, STEP) - value(c, f, i, -STEP)) / (2 * STEP);
            assertClose(expected, actual[i], 1e-5, what + ", element " + i);
        }
    }

    private static double value(PrimitiveCases.Case c, Expr f, int i, double step) {
        double[] moved = c.at().clone();
        moved[i] += step;
        return Interpreter.evaluate(f, Map.of("x", moved))[0];
    }

    private static void assertClose(double expected, double actual, double tolerance, String what) {
        assertTrue(
                Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected)),
                () -> what + ": expected " + expected + ", found " + actual);
    }
}
