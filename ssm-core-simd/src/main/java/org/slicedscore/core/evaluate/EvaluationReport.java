package org.slicedscore.core.evaluate;

/**
 * What an evaluation found. All losses are in the coordinates after preprocessing.
 *
 * @param rows how many rows were looked at
 * @param origin which rows, for people: {@code held-out rows of the run}
 * @param coordinates the preprocessing, for people: {@code whiten}
 * @param objective the training objective's id
 * @param loss the training objective's loss, with fixed directions and noise
 * @param smLoss the score-matching loss tr H + ½‖s‖², or null where the model has no second derivatives
 * @param exact whether the trace was taken over all coordinates; otherwise it is an estimate from random directions, whose
 *     error is part of the standard error
 * @param gaussian the score-matching loss of a Gaussian fitted to the training rows, or null where they are not known
 * @param fisherDivergence ½‖s_θ − s‖² against the true score, or null where that is not known
 * @param logLikelihood log p for a normalised model, or null
 */
public record EvaluationReport(
        int rows,
        String origin,
        String coordinates,
        String objective,
        Estimate loss,
        Estimate smLoss,
        boolean exact,
        Estimate gaussian,
        Estimate fisherDivergence,
        Estimate logLikelihood) {}
