package org.slicedscore.engine.detect;

import java.util.Arrays;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.prep.PreprocessingGraph;

/** Pieces of the formulas of a calibrated detector. */
final class RowFormulas {
    private static final Expr ZERO = Expr.constant(0);
    private static final Expr ONE = Expr.constant(1);

    private RowFormulas() {}

    static Expr row(double... values) {
        return Expr.constant(Shape.of(values.length), values);
    }

    static Expr not(Expr flag) {
        return ONE.sub(flag);
    }

    /** 1 where |x| is a number in 32 bits. */
    static Expr isFinite(Expr x) {
        return x.maximum(x.negate()).less(Expr.constant(PreprocessingGraph.BEYOND));
    }

    /** 1 where a cell is there, 0 where it is NaN. */
    static Expr present(Expr cells) {
        return cells.less(Expr.constant(Double.POSITIVE_INFINITY)).maximum(ZERO.less(cells));
    }

    /**
     * The number of calibration scores at least as large as a row's.
     *
     * @param scores of rows, [B]
     * @param known scores, [n]
     * @return [B]
     */
    static Expr atLeast(Expr scores, double[] known) {
        return not(row(known).less(scores.expand(1))).sum(-1);
    }

    /**
     * An element of an array that a whole number chooses.
     *
     * @param index [B], from 0
     * @param values by index
     * @return [B]
     */
    static Expr chosen(Expr index, double[] values) {
        double[] places = new double[values.length];
        Arrays.setAll(places, i -> i);
        Expr distance = index.expand(1).sub(row(places));
        Expr here = distance.maximum(distance.negate()).less(Expr.constant(0.5));
        return here.mul(row(values)).sum(-1);
    }
}
