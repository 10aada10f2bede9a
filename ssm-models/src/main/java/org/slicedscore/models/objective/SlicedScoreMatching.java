package org.slicedscore.models.objective;

import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Objective;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;

/** vᵀHv + ½(vᵀs)², averaged over the directions v: sliced score matching. Works with any projection. */
public final class SlicedScoreMatching implements Objective {
    @Override
    public String id() {
        return "ssm";
    }

    @Override
    public String description() {
        return "Sliced score matching, with any projection";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 3 (sliced score matching)";
    }

    @Override
    public Expr loss(ScoreFunction model) {
        return model.curvature().add(model.slope().square().mean(0).mul(0.5));
    }

    @Override
    public QuadraticLoss quadratic(LinearFamily family) {
        Expr slopes = family.slopes(); // [M,B,L]
        double mean = 1 / Math.sqrt(slopes.dim(0));
        return new QuadraticLoss(
                slopes.mul(mean),
                family.base().slope().mul(mean),
                family.curvatures().mean(0));
    }
}
