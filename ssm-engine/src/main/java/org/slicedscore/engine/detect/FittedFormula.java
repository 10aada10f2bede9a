package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.prep.PreprocessingGraph;

/** What a {@link FittedDetector} and {@link Attribution} compute, as expressions over raw rows. */
final class FittedFormula {
    private static final Expr ZERO = Expr.constant(0);
    private static final Expr ONE = Expr.constant(1);
    private static final Expr INFINITY = Expr.of(Constant.of(Double.POSITIVE_INFINITY));

    /** Larger scores count as this: twice it is no infinity in 32 bits. */
    private static final double FARTHEST = 1e35;

    private final FittedDetector fit;
    private final Expr rows;
    private final Expr cells;
    private final Expr isNew;
    private final Expr count;

    /** The model's coordinates in units, 0 for rows beyond. */
    private final Expr z;

    /** 1 for coordinates that leave the range, [B,D]. */
    private final Expr lost;

    /** 1 for rows of which one does, [B]. */
    private final Expr beyond;

    /**
     * A fit at rows.
     *
     * @param fit the fit
     * @param rows [B, I and hours and days of the week]
     */
    FittedFormula(FittedDetector fit, Expr rows) {
        this.fit = fit;
        this.rows = rows;
        int inputs = fit.preprocessing().inputs();
        cells = rows.dim(1) == inputs ? rows : rows.slice(1, 0, inputs);
        PreprocessingGraph graph = fit.preprocessing().graph(rows);
        Expr mapped = graph.whitened().div(RowFormulas.row(fit.units()));
        lost = RowFormulas.not(RowFormulas.isFinite(mapped));
        beyond = lost.max(-1);
        z = beyond.expand(1).select(ZERO, mapped);
        isNew = fit.watch().isNew(cells);
        count = isNew.sum(-1);
    }

    private static Detector.Formula formula(FittedPart part) {
        return part.choice()
                .detector()
                .formula(part.state(), part.choice().options())
                .orElseThrow(() -> Problem.usage(
                                new Subject.Plugin("detector", part.choice().label()))
                        .says("has no formula, so the run cannot be exported")
                        .remedy("fit one without it, or score with %s", Action.APPLY_DETECTOR)
                        .exception());
    }

    private static Map<String, Expr> arrays(FittedPart part) {
        Map<String, Expr> arrays = new LinkedHashMap<>();
        part.state().forEach((name, array) -> arrays.put(name, Expr.constant(array.shape(), array.values())));
        return arrays;
    }

    /** The surprise of a detector, [B]. */
    private Expr surprise(FittedPart part) {
        Expr score = formula(part).scores(z, arrays(part));
        // NaN is no less than anything
        return part.surprise().formula(score.less(Expr.constant(FARTHEST)).select(score, Expr.constant(FARTHEST)));
    }

    private Expr ofCells() {
        return fit.watch().surprise(count);
    }

    /** The combined surprise, [B]; +∞ for rows beyond the range. */
    Expr score() {
        return beyond.select(INFINITY, within());
    }

    private Expr within() {
        Expr sum = null;
        for (FittedPart part : fit.parts()) {
            Expr surprise = surprise(part);
            sum = sum == null ? surprise : sum.add(surprise);
        }
        Expr mean = sum.mul(1.0 / fit.parts().size());
        return fit.together().formula(mean).add(ofCells());
    }

    /** The part of each column in the score, [B,I]. */
    Expr contributions() {
        Expr detected = within().sub(ofCells()).expand(1).mul(shares());
        Expr each = ofCells().div(ONE.maximum(count)).expand(1);
        Expr ordinary = columns(detected).add(isNew.mul(each));
        Expr far = ZERO.less(columns(lost)).select(INFINITY, ZERO);
        return beyond.expand(1).select(far, ordinary);
    }

    /** Adds coordinates up to the columns that they are made of: [B,D] to [B,I]. */
    private Expr columns(Expr coordinates) {
        return coordinates.scatterAdd(
                1, fit.preprocessing().inputs(), fit.preprocessing().inputOf());
    }

    /** The share of each coordinate in the detectors' part, [B,D]. */
    private Expr shares() {
        int dim = fit.preprocessing().dim();
        Expr total = Expr.filled(0, Shape.of(rows.dim(0), 1));
        Expr shares = Expr.filled(0, z.shape());
        for (FittedPart part : fit.parts()) {
            Optional<Expr> terms = formula(part).contributions(z, arrays(part));
            if (terms.isPresent()) {
                Expr weight = surprise(part).expand(1);
                Expr sum = terms.get().sum(-1).expand(1);
                Expr usable = ZERO.less(sum.maximum(sum.negate()))
                        .mul(RowFormulas.isFinite(sum))
                        .mul(ZERO.less(weight));
                Expr own = terms.get().div(usable.select(sum, ONE)).mul(weight);
                shares = shares.add(usable.select(own, ZERO));
                total = total.add(usable.select(weight, ZERO));
            }
        }
        double[] even = new double[dim];
        Arrays.fill(even, 1.0 / dim);
        Expr some = ZERO.less(total);
        return some.select(shares.div(some.select(total, ONE)), RowFormulas.row(even));
    }
}
