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
 * Σ_d ĥ_d + ½‖s‖² with ĥ an unbiased estimate of the diagonal of H from random signs at every non-linear node. A baseline:
 * its variance grows with the number of nodes, and it costs more than one direction.
 */
public final class CurvaturePropagationObjective implements Objective {
    static final Option<Integer> DRAWS =
            Option.integer("draws", 1, 1, 10_000, "Number of independent estimates of the diagonal to average");

    @Override
    public String id() {
        return "cp";
    }

    @Override
    public String description() {
        return "Score matching with the diagonal of H estimated by curvature propagation; a baseline";
    }

    @Override
    public String source() {
        return "Martens, Sutskever & Swersky 2012, ICML (curvature propagation), section 4";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(DRAWS);
    }

    @Override
    public boolean sliced() {
        return false;
    }

    @Override
    public boolean estimatesScoreMatching() {
        return true;
    }

    /** Roots of local curvatures have unbounded slopes near zero. */
    @Override
    public double roundingGain(Options options) {
        return 16;
    }

    @Override
    public Expr loss(ScoreFunction model) {
        Expr diagonal = model.propagatedDiagonal(model.option(DRAWS));
        return model.scoreMatching(diagonal.sum(-1));
    }

    /** The quadratic of the expectation: the estimate itself is not quadratic in the coefficients. */
    @Override
    public QuadraticLoss quadratic(LinearFamily family) {
        return family.scoreMatching();
    }
}
