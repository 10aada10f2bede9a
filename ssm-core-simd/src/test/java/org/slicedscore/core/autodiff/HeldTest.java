package org.slicedscore.core.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.interpret.Interpreter;

class HeldTest {
    private static final Primitive.Input X = new Primitive.Input("x", Shape.of(3));
    private final Expr x = Expr.of(X);
    private final Held held = new Held();

    private double[] value(Expr e) {
        return Interpreter.evaluate(e, Map.of("x", new double[] {1, 2, -3}));
    }

    @Test
    void aHeldFactorIsAConstant() {
        Expr y = held.hold(x.square()).mul(x).sum();
        assertArrayEquals(new double[] {1, 4, 9}, value(held.release(Autodiff.grad(y, x))), 1e-12);
        assertArrayEquals(new double[] {1 + 8 - 27}, value(held.release(y)), 1e-12);
    }

    @Test
    void whatIsHeldMayContainWhatIsHeld() {
        Expr inner = held.hold(x.mul(2));
        Expr outer = held.hold(inner.mul(x));
        // d/dx of (2x²)·x with both factors of 2x² held
        assertArrayEquals(
                new double[] {2, 8, 18},
                value(held.release(Autodiff.grad(outer.mul(x).sum(), x))),
                1e-12);
    }

    @Test
    void withinAnotherDerivativeItIsAVariable() {
        // the score of rows that are held: differentiated with respect to the leaf, then put back
        Expr rows = held.hold(x.mul(2));
        Expr slope = Autodiff.grad(rows.square().mul(rows).sum(), rows);
        assertArrayEquals(new double[] {12, 48, 108}, value(held.release(slope)), 1e-12);
    }

    @Test
    void aGraphWithoutHeldLeavesStaysAsItIs() {
        Expr y = x.exp();
        assertSame(y, held.release(y));
    }
}
