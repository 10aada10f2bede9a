package org.slicedscore.models.objective;

import org.slicedscore.api.Objective;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.Expr;

/** −log p(x;θ): maximum likelihood, for normalised models; others are refused. */
public final class MaximumLikelihood implements Objective {
    @Override
    public String id() {
        return "mle";
    }

    @Override
    public String description() {
        return "Maximum likelihood, only for normalised models";
    }

    @Override
    public String source() {
        return "Fisher 1922; Bishop 2006, Pattern Recognition and Machine Learning, section 1.2.4";
    }

    @Override
    public boolean sliced() {
        return false;
    }

    @Override
    public Expr loss(ScoreFunction model) {
        return model.logLikelihood().negate();
    }
}
