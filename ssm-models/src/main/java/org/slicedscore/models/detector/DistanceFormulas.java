package org.slicedscore.models.detector;

import org.slicedscore.api.expr.Expr;

/** Pieces of the formulas of detectors. */
final class DistanceFormulas {
    /** Larger squared distances count as this: their exponential is 0, and twice it is no infinity in 32 bits. */
    private static final double FARTHEST = 1e30;

    private DistanceFormulas() {}

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
    static Expr squaredDistances(Expr rows, Expr learned) {
        int n = learned.dim(0);
        Expr sum = null;
        for (int j = 0; j < learned.dim(1); j++) {
            Expr column = learned.slice(1, j, j + 1).reshape(n);
            Expr square = rows.slice(1, j, j + 1).sub(column).square();
            sum = sum == null ? square : sum.add(square);
        }
        return atMost(sum, FARTHEST);
    }
}
