package org.slicedscore.models.objective;

import java.util.List;
import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Objective;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * Sliced score matching with vᵀHv and vᵀs as differences of log p̃ at x ± hv, so that training needs no derivative in x:
 * (log p̃(x+hv) + log p̃(x−hv) − 2 log p̃(x))/h² + ⅛((log p̃(x+hv) − log p̃(x−hv))/h)², averaged over the directions v, with
 * h such that hv has length ε. It differs from {@code ssm} by order ε²; the rounding error grows as 1/ε². For a score field the
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
        return "Sliced score matching by finite differences of the log-density, with any projection";
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
    public double roundingGain(Options options) {
        // a second difference rounds four times
        return Math.max(1, 4 / Math.pow(options.get(EPSILON), 2));
    }

    @Override
    public Expr loss(ScoreFunction model) {
        Expr v = model.directions(); // [M,B,D]
        Expr step = step(v, model.option(EPSILON));
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

    @Override
    public QuadraticLoss quadratic(LinearFamily family) {
        Expr v = family.directions();
        Expr step = step(v, family.option(EPSILON)).expand(-1); // [M,B,1]
        Expr ahead = statistics(family, v.mul(step));
        Expr behind = statistics(family, v.mul(step.negate()));
        Expr here = family.statistics();
        Expr curvature = ahead.sub(here).sub(here.sub(behind)).div(step.square());
        double mean = 1 / Math.sqrt(v.dim(0));
        // the base has a formula, so its exact slope is used
        Expr slopes = ahead.sub(behind).div(step.mul(2));
        return new QuadraticLoss(slopes.mul(mean), family.base().slope().mul(mean), curvature.mean(0));
    }

    private static Expr statistics(LinearFamily family, Expr by) {
        Expr moved = family.rows().add(by);
        Expr psi = family.at(moved.reshape(-1, by.dim(-1))).statistics();
        return psi.reshape(by.dim(0), by.dim(1), psi.dim(-1));
    }

    /** h of each direction, [M,B], with h·v of the given length. */
    private static Expr step(Expr v, double epsilon) {
        return Expr.constant(epsilon).div(v.square().sum(-1).add(1e-30).sqrt());
    }
}
