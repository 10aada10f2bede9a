package org.slicedscore.api;

import java.util.Map;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/** A loss minimised by the score of the data, written as one formula with derivative operators. */
public interface Objective extends Plugin {
    /**
     * The formula.
     *
     * @param model the model at a batch of rows
     * @return the loss of each row, [B]; training minimises its mean
     */
    Expr loss(ScoreFunction model);

    /**
     * {@return whether the loss uses random directions, so that the projection and their number matter: true unless the
     * objective never asks for directions}
     */
    default boolean sliced() {
        return true;
    }

    /**
     * The amount of smoothing: the loss is minimised by the score of the data or, as in denoising score matching, of
     * the data smoothed by Gaussian noise, p ∗ N(0, σ²I) (Vincent 2011).
     *
     * @param options values of the options that the objective declares
     * @return σ ≥ 0, in units of the preprocessed data; 0 unless the objective smooths
     */
    default double smoothing(Options options) {
        return 0;
    }

    /**
     * Whether the loss estimates or approximates the score-matching loss tr H + ½‖s‖². If so, and if it is
     * affordable, the exact loss decides when to stop.
     *
     * @return true for sliced objectives unless overridden
     */
    default boolean estimatesScoreMatching() {
        return sliced();
    }

    /**
     * The loss of a model that is linear in its coefficients, as a quadratic in them; if the loss is not quadratic,
     * its expectation.
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
     * The factor by which the loss and its gradients amplify rounding errors compared with the model's own values. For
     * example, differences over a step h divided by h² amplify them by 1/h². Comparisons of backends allow for it.
     *
     * @param options option values
     * @return a factor, at least 1; 1 unless overridden
     */
    default double roundingGain(Options options) {
        return 1;
    }

    /**
     * Resolves options that depend on the training rows.
     *
     * @param options option values
     * @param rows the training rows after preprocessing, and random numbers to choose among them
     * @return option name to text for changed options; by default none
     */
    default Map<String, String> settle(Options options, Init.Source rows) {
        return Map.of();
    }
}
