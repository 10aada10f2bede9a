package org.slicedscore.models.objective;

import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Objective;
import org.slicedscore.api.QuadraticLoss;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;

/** tr H + ½‖s‖²: exact score matching, at the cost of D directions for each row. */
public final class ScoreMatching implements Objective {
    @Override
    public String id() {
        return "sm";
    }

    @Override
    public String description() {
        return "Exact score matching; the cost grows with the dimension";
    }

    @Override
    public String source() {
        return "Hyvärinen 2005, JMLR 6, theorem 1";
    }

    @Override
    public boolean sliced() {
        return false;
    }

    @Override
    public Expr loss(ScoreFunction model) {
        return model.scoreMatching(model.trace());
    }

    @Override
    public QuadraticLoss quadratic(LinearFamily family) {
        return family.scoreMatching();
    }
}
