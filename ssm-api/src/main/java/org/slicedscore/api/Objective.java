package org.slicedscore.api;

import java.util.Map;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.SsmException;
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

    /**
     * The loss of a model that is linear in its coefficients, as a quadratic of them; of its expectation where the loss
     * itself is none.
     *
     * @param family the model at a batch of rows
     * @return the quadratic
     * @throws SsmException of kind USAGE unless overridden
     */
    default QuadraticLoss quadratic(LinearFamily family) {
        throw SsmException.usage(
                "objective '%s' has no closed form for the coefficients of an exponential family; use %s",
                id(), Alternative.QUADRATIC_OBJECTIVE);
    }

    /**
     * How much more than the model's own values the loss and its gradients suffer from rounding. Differences over a step h
     * that are divided by h² magnify it by 1/h². What compares backends of different precision allows for that.
     *
     * @param options their values
     * @return a factor, at least 1; 1 unless overridden
     */
    default double roundingGain(Options options) {
        return 1;
    }

    /**
     * Settles options that are to be worked out from the training rows.
     *
     * @param options their values
     * @param rows the training rows after preprocessing, and random numbers to pick from them with
     * @return option name to text, for those that change; none unless overridden
     */
    default Map<String, String> settle(Options options, Init.Source rows) {
        return Map.of();
    }
}
