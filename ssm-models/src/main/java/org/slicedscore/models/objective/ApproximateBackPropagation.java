package org.slicedscore.models.objective;

import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Objective;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;

/**
 * Σ_d h̃_d + ½‖s‖² with h̃ an approximate diagonal of H: second derivatives are propagated down and lose what is off the
 * diagonal at each layer. Exact for one hidden layer, biased beyond: a baseline.
 */
public final class ApproximateBackPropagation implements Objective {
    @Override
    public String id() {
        return "approx-bp";
    }

    @Override
    public String description() {
        return "Score matching with the diagonal of H approximated by back-propagation; biased, a baseline";
    }

    @Override
    public String source() {
        return "Kingma & LeCun 2010, NeurIPS (regularized estimation of image statistics), section 3";
    }

    @Override
    public boolean sliced() {
        return false;
    }

    @Override
    public boolean estimatesScoreMatching() {
        return true;
    }

    @Override
    public Expr loss(ScoreFunction model) {
        return model.scoreMatching(model.approximateDiagonal().sum(-1));
    }

    /** The quadratic of exact score matching: with approximate diagonals, each statistic would need its own pass. */
    @Override
    public QuadraticLoss quadratic(LinearFamily family) {
        return family.scoreMatching();
    }
}
