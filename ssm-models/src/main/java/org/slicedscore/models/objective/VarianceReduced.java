package org.slicedscore.models.objective;

import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Objective;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;

/**
 * vᵀHv + ½c‖s‖², averaged over the directions v, where E[vvᵀ] = c·I: sliced score matching with the second term
 * integrated in closed form.
 */
public final class VarianceReduced implements Objective {
    @Override
    public String id() {
        return "ssm-vr";
    }

    @Override
    public String description() {
        return "Sliced score matching with variance reduction, for directions with E[vv^T] = c I";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 3 (variance reduction)";
    }

    @Override
    public Expr loss(ScoreFunction model) {
        Expr s = model.score();
        return model.curvature().add(s.square().sum(-1).mul(0.5 * model.secondMoment()));
    }

    @Override
    public QuadraticLoss quadratic(LinearFamily family) {
        double c = Math.sqrt(family.secondMoment());
        QuadraticLoss exact = family.scoreMatching();
        return new QuadraticLoss(
                exact.design().mul(c),
                exact.target().mul(c),
                family.curvatures().mean(0));
    }
}
