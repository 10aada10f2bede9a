package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/** A loss that is least where the model's score is that of the data, written as one formula with derivative operators. */
public interface Objective extends Plugin {
    /**
     * The formula.
     *
     * @param model the model at a batch of rows
     * @return the loss of each row, [B]; training minimises its mean
     */
    Expr loss(ScoreFunction model);

    /**
     * Whether the loss uses random directions, so that a projection and their number matter.
     *
     * @return true unless the objective never asks for directions
     */
    default boolean sliced() {
        return true;
    }

    /**
     * Which density's score the loss is least at: the data's own, or the data's smoothed by Gaussian noise, as in denoising
     * score matching, where the optimum is the score of p ∗ N(0, σ²I) (Vincent 2011).
     *
     * @param options values of the options that the objective declares
     * @return σ ≥ 0, in units of the preprocessed data; 0 unless the objective smooths
     */
    default double smoothing(Options options) {
        return 0;
    }

    /**
     * Whether the loss stands for the score-matching loss tr H + ½‖s‖², by estimating or approximating it: then the exact
     * one, where it can be afforded, is the better judge of when to stop.
     *
     * @return true for sliced objectives unless overridden
     */
    default boolean estimatesScoreMatching() {
        return sliced();
    }
}
