package org.slicedscore.engine.detect;

import java.util.Arrays;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/**
 * How surprising a score is: an estimate of −log P(score ≥ s) for normal rows, strictly increasing above the median, so that
 * scores of different detectors can be added up. Within the known scores it is the logarithm of the share at least as large; beyond the
 * upper tenth, an exponential tail. It is a scale and not a p-value: those come from rows that were held out.
 *
 * <p>Source for exponential tails beyond a high quantile: Pickands 1975, Annals of Statistics 3(1), with shape 0.
 */
final class Surprise {
    private static final double TAIL = 0.1;
    private static final int FEWEST = 5;

    private final double[] sorted;
    private final double start;
    private final double startValue;
    private final double slope;

    /**
     * Learns the scale.
     *
     * @param scores of normal rows that did not influence them, at least 1, none NaN
     */
    Surprise(double[] scores) {
        sorted = Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
        int m = sorted.length;
        if (m == 0) {
            start = 0;
            startValue = 0;
            slope = 1;
            return;
        }
        int k = Math.min(Math.max(FEWEST, (int) (TAIL * m)), m - 1);
        start = sorted[m - k - 1];
        startValue = value(m - k - 1);
        // the median excess of an exponential tail is its mean times log 2, and a few strange rows do not move it
        double excess = k == 0 ? 0 : (sorted[m - 1 - k / 2] - start) / Math.log(2);
        double spread = sorted[m - 1] - sorted[0];
        double least = Math.max(1e-3 * spread, 1e-6 * Math.max(1, Math.abs(start)));
        slope = 1 / Math.max(excess, least);
    }

    /** The known scores, ascending, from which {@link #Surprise} makes the same scale. */
    double[] scores() {
        return sorted;
    }

    private double value(int index) {
        return -Math.log((sorted.length - index) / (sorted.length + 1.0));
    }

    /**
     * {@link #at} as an expression.
     *
     * @param score [B]
     * @return [B]
     */
    Expr formula(Expr score) {
        Expr tail = score.sub(start).mul(slope).add(startValue);
        if (sorted.length == 0) {
            return tail;
        }
        int m = sorted.length;
        double[] below = new double[m];
        double[] inverse = new double[m];
        double[] first = new double[m];
        double[] rise = new double[m];
        first[0] = value(0);
        for (int i = 1; i < m; i++) {
            below[i] = sorted[i - 1];
            inverse[i] = sorted[i] > sorted[i - 1] ? 1 / (sorted[i] - sorted[i - 1]) : 0;
            first[i] = value(i - 1);
            rise[i] = value(i) - value(i - 1);
        }
        // 1 at the first known score that is no less, then the line from the one before to it
        int rows = score.dim(0);
        Expr less = RowFormulas.row(sorted).less(score.expand(1));
        Expr ones = Expr.filled(1, Shape.of(rows, 1));
        Expr before = m == 1 ? ones : Expr.concat(1, ones, less.slice(1, 0, m - 1));
        Expr here = before.sub(less);
        Expr way = here.mul(score.minimum(Expr.constant(start))
                        .expand(1)
                        .sub(RowFormulas.row(below))
                        .mul(RowFormulas.row(inverse)))
                .sum(-1);
        Expr share = way.maximum(Expr.constant(0)).minimum(Expr.constant(1));
        Expr inside = here.mul(RowFormulas.row(first))
                .sum(-1)
                .add(here.mul(RowFormulas.row(rise)).sum(-1).mul(share));
        Expr known = score.less(Expr.constant(sorted[0])).select(Expr.constant(0), inside);
        return Expr.constant(start).less(score).select(tail, known);
    }

    /**
     * The surprise at a score.
     *
     * @param score any number but NaN
     * @return at least 0; +∞ at +∞
     */
    double at(double score) {
        if (sorted.length == 0 || score > start) {
            return startValue + slope * (score - start);
        }
        int found = Arrays.binarySearch(sorted, score);
        int above = found >= 0 ? found : -found - 1;
        while (above > 0 && sorted[above - 1] == score) {
            above--;
        }
        if (above == 0 || sorted[above] == score) {
            return score < sorted[0] ? 0 : value(above);
        }
        double share = (score - sorted[above - 1]) / (sorted[above] - sorted[above - 1]);
        return value(above - 1) + share * (value(above) - value(above - 1));
    }
}
