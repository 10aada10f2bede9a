package org.slicedscore.models.detector;

import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Expr;

/**
 * The distance to the k-th nearest row as an expression: the smallest distance, then the next larger one, until there are k rows
 * as near. Of rows equally far as the k-th nearest, the parts of the columns come from their mean.
 */
final class NeighbourFormula implements Detector.Formula {
    /** Each of the k nearest takes a look at all rows. */
    static final int MOST = 100;

    private static final double FAR = 1e35;

    private final int k;

    NeighbourFormula(int k) {
        this.k = k;
    }

    /** The scorer keeps the k nearest in one pass. */
    @Override
    public boolean compiled() {
        return false;
    }

    /** The k-th smallest of each row, [B,1]. */
    private Expr nearest(Expr distances) {
        Expr found = least(distances);
        for (int i = 1; i < k; i++) {
            Expr notFarther =
                    Expr.constant(1).sub(found.less(distances)).sum(-1).expand(1);
            Expr farther = found.less(distances).select(distances, Expr.constant(FAR));
            found = notFarther.less(Expr.constant(k - 0.5)).select(least(farther), found);
        }
        return found;
    }

    private static Expr least(Expr distances) {
        return distances.negate().max(-1).negate().expand(1);
    }

    @Override
    public Expr scores(Expr rows, Map<String, Expr> arrays) {
        return nearest(DistanceFormulas.squaredDistances(rows, arrays.get(NearestNeighbours.ROWS)))
                .sqrt()
                .reshape(rows.dim(0));
    }

    @Override
    public Optional<Expr> contributions(Expr rows, Map<String, Expr> arrays) {
        Expr learned = arrays.get(NearestNeighbours.ROWS);
        Expr distances = DistanceFormulas.squaredDistances(rows, learned);
        Expr nearest = nearest(distances);
        Expr same = Expr.constant(1).sub(nearest.less(distances).maximum(distances.less(nearest)));
        Expr row = same.matmul(learned).div(same.sum(-1).expand(1));
        Expr zero = Expr.constant(0);
        Expr distance = zero.less(nearest).select(nearest.sqrt(), Expr.constant(1));
        return Optional.of(rows.sub(row).square().div(distance));
    }
}
