package org.slicedscore.models.objective;

import java.util.List;
import org.slicedscore.api.Objective;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * Sliced score matching with vᵀHv and vᵀs from differences of log p̃ at x ± hv, so that training needs no derivative in x:
 * (log p̃(x+hv) + log p̃(x−hv) − 2 log p̃(x))/h² + ⅛((log p̃(x+hv) − log p̃(x−hv))/h)², averaged over the directions v, with
 * h such that hv has length ε. Its distance from {@code ssm} is of order ε²; rounding grows with 1/ε². For a score field the
 * differences are those of vᵀs.
 */
public final class FiniteDifferenceSlicedScoreMatching implements Objective {
    static final Option<Double> EPSILON = Option.number(
            "epsilon",
            0.1,
            1e-6,
            Double.POSITIVE_INFINITY,
            "How far from a row the differences reach, in the units of the rows after preprocessing");

    @Override
    public String id() {
        return "fd-ssm";
    }

    @Override
    public String description() {
        return "Sliced score matching by finite differences of the log-density; any projection";
    }

    @Override
    public String source() {
        return "Pang, Xu, Li, Song, Ermon & Zhu 2020, NeurIPS (finite-difference score matching), section 4.1";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(EPSILON);
    }

    @Override
    public Expr loss(ScoreFunction model) {
        double epsilon = model.option(EPSILON);
        Expr v = model.directions(); // [M,B,D]
        Expr length = v.square().sum(-1).add(1e-30).sqrt();
        Expr step = Expr.constant(epsilon).div(length); // [M,B]: step·v has length epsilon
        ScoreFunction ahead = moved(model, v.mul(step.expand(-1)));
        ScoreFunction behind = moved(model, v.mul(step.negate().expand(-1)));
        Expr curvature;
        Expr slope;
        if (model.hasLogDensity()) {
            Expr f = ahead.logDensity().reshape(step.shape());
            Expr b = behind.logDensity().reshape(step.shape());
            Expr here = model.logDensity();
            curvature = f.sub(here).sub(here.sub(b)).div(step.square());
            slope = f.sub(b).div(step.mul(2));
        } else {
            Expr f = v.dot(ahead.score().reshape(v.shape()));
            Expr b = v.dot(behind.score().reshape(v.shape()));
            curvature = f.sub(b).div(step.mul(2));
            slope = f.add(b).mul(0.5);
        }
        return curvature.add(slope.square().mul(0.5)).mean(0);
    }

    /** The model at the rows of all directions one after another, [M·B,D]. */
    private static ScoreFunction moved(ScoreFunction model, Expr by) {
        return model.at(model.rows().add(by).reshape(-1, by.dim(-1)));
    }
}
