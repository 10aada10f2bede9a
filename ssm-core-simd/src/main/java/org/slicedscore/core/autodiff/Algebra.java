package org.slicedscore.core.autodiff;

import java.util.Arrays;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/** Sums and products that drop the zeros and ones produced by derivative rules. Null stands for zero. */
final class Algebra {
    private Algebra() {}

    static Expr add(Expr a, Expr b) {
        return a == null ? b : b == null ? a : a.add(b);
    }

    static Expr mul(Expr a, Expr b) {
        if (a == null || b == null) {
            return null;
        }
        if (Literals.is(a, 1)) {
            return b;
        }
        if (Literals.is(b, 1)) {
            return a;
        }
        if (Literals.is(a, -1)) {
            return b.negate();
        }
        return Literals.is(b, -1) ? a.negate() : a.mul(b);
    }

    static Expr zeros(Shape shape) {
        return Expr.filled(0, shape);
    }

    static Expr ones(Shape shape) {
        return Expr.filled(1, shape);
    }

    static Expr orZeros(Expr e, Shape shape) {
        return e == null ? zeros(shape) : e;
    }

    /** The lower triangle with the diagonal scaled: Φ of the Cholesky rules at one half, strict at zero. */
    static Expr lower(Expr matrix, double diagonal) {
        int n = matrix.dim(-1);
        double[] mask = new double[n * n];
        for (int i = 0; i < n; i++) {
            Arrays.fill(mask, i * n, i * n + i, 1);
            mask[i * n + i] = diagonal;
        }
        return matrix.mul(Expr.constant(Shape.of(n, n), mask));
    }
}
