package org.slicedscore.models.detector;

import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/** Pieces of the formulas of detectors. */
final class Formulas {
    /** Larger squared distances count as this: their exponential is 0, and twice it is no infinity in 32 bits. */
    private static final double FARTHEST = 1e30;

    private Formulas() {}

    static Expr constant(Detector.Array array) {
        return Expr.constant(array.shape(), array.values());
    }

    /** The smaller of a number and a bound. */
    static Expr atMost(Expr x, double bound) {
        return x.less(Expr.constant(bound)).select(x, Expr.constant(bound));
    }

    /**
     * Squared distances, column by column: products would lose the small ones.
     *
     * @param rows [B,D]
     * @param learned [N,D]
     * @return [B,N]
     */
    static Expr squaredDistances(Expr rows, Detector.Array learned) {
        int n = learned.shape().dim(0);
        int d = learned.shape().dim(1);
        Expr sum = null;
        for (int j = 0; j < d; j++) {
            double[] column = new double[n];
            for (int i = 0; i < n; i++) {
                column[i] = learned.values()[i * d + j];
            }
            Expr square = rows.slice(1, j, j + 1)
                    .sub(Expr.constant(Shape.of(n), column))
                    .square();
            sum = sum == null ? square : sum.add(square);
        }
        return atMost(sum, FARTHEST);
    }
}
