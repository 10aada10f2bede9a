package org.slicedscore.core.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

class RowAxesTest {
    private static Expr input(String name, int... dims) {
        return Expr.of(new Primitive.Input(name, Shape.of(dims)));
    }

    private static int axis(Expr node, Expr x) {
        return new RowAxes(Graphs.topological(List.of(node)), x).of(node);
    }

    @Test
    void rowsAreFoundBehindProductsOfAllTheirPositions() {
        for (int rows : new int[] {1, 2, 3, 5}) {
            Expr x = input("x", rows, 5, 3);
            Expr joined = x.reshape(rows * 5, 3).matmul(input("w", 3, 2));
            assertTrue(axis(joined, x) < 0 || rows == 1, "positions of rows are not rows");
            assertEquals(0, axis(joined.reshape(rows, 5, 2).tanh(), x));
            assertEquals(0, axis(joined.reshape(rows, 10), x));
            assertEquals(1, axis(joined.t().reshape(2, rows, 5), x));
        }
    }

    @Test
    void rowsThatAreCutAreLost() {
        Expr x = input("x", 4, 6);
        assertTrue(axis(x.reshape(8, 3), x) < 0);
        assertTrue(axis(x.reshape(3, 8), x) < 0);
        assertTrue(axis(x.t().reshape(24), x) < 0);
        // positions in the other order
        assertTrue(axis(x.reshape(24).reshape(6, 4), x) < 0);
        assertTrue(axis(x.reshape(24).slice(0, 0, 12).reshape(2, 6), x) < 0);
    }

    /** Convolutions take one adjoint pass less: the second derivative is a sum over the activations of a row. */
    @Test
    void curvatureOfAConvolutionTakesThreePasses() {
        int rows = 4;
        ImageGrid grid = new ImageGrid(8, 8, 1);
        Expr x = input("x", rows, 64);
        Expr w = input("w", 9, 16);
        Expr f = grid.patches(grid.pixels(x), 3, 2)
                .matmul(w)
                .tanh()
                .reshape(rows, 16 * 16)
                .sum(1);
        Expr directions = input("v", 1, rows, 64);
        Curvature c = new Curvature(f, x, directions);
        long passes = Compiler.compile(Program.named("curvature")
                        .output("sum", c.sum())
                        .output("gradient", c.gradient())
                        .build())
                .multiplyAdds();
        long forward = (long) rows * 16 * 9 * 16;
        assertEquals(3 * forward, passes, "the primal, a tangent and the adjoint");
    }
}
