package org.slicedscore.engine.evaluate;

import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.engine.train.Estimate;

/**
 * What an evaluation found. All of it is in the coordinates after preprocessing.
 *
 * @param rows how many rows were looked at
 * @param origin which rows, for people
 * @param trainedOn whether these are the rows that the model was trained on
 * @param coordinates what the coordinates are, for people
 * @param objective the training objective's id
 * @param loss the training objective's loss, with fixed directions and noise
 * @param smLoss the score-matching loss tr H + ½‖s‖², or null where the model has no second derivatives
 * @param exact whether the trace was taken over all coordinates; otherwise it is estimated from random directions, and the
 *     error of that is part of the standard error
 * @param gaussian the score-matching loss of a Gaussian fitted to the training rows, or null where these are not to be had or
 *     their covariance is singular
 * @param gain how much lower the model's loss is than the Gaussian's, row by row, or null where either is not there or not
 *     finite; as hard rows are hard for both, its error is smaller than those of the two
 * @param lost how many rows have a loss that is not finite, because their values leave the range of float
 * @param firstLost the index of the first of them in the source, −1 where there is none
 * @param fisherDivergence ½‖s_θ − s‖² against the true score at rows without noise, or null where that is not known
 * @param logLikelihood log p for a normalised model, or for any other where that was asked for, or null
 * @param likelihood how the log-likelihood was found, where it was asked for, or null
 * @param notes what else a reader should know, one line each
 */
public record EvaluationReport(
        int rows,
        String origin,
        boolean trainedOn,
        String coordinates,
        String objective,
        Estimate loss,
        Estimate smLoss,
        boolean exact,
        Estimate gaussian,
        Estimate gain,
        int lost,
        int firstLost,
        Estimate fisherDivergence,
        Estimate logLikelihood,
        LogLikelihood likelihood,
        List<Message> notes) {
    /**
     * Copies the notes.
     *
     * @param rows how many rows
     * @param origin which rows
     * @param trainedOn whether the model was trained on them
     * @param coordinates what the coordinates are
     * @param objective the training objective's id
     * @param loss its loss
     * @param smLoss the score-matching loss, or null
     * @param exact whether that is exact
     * @param gaussian the same of a Gaussian, or null
     * @param gain over the Gaussian, or null
     * @param lost rows whose loss is not finite
     * @param firstLost the first of them, or −1
     * @param fisherDivergence against the true score, or null
     * @param logLikelihood log p, or null
     * @param likelihood how that was found, or null
     * @param notes lines for the reader
     */
    public EvaluationReport {
        notes = List.copyOf(notes);
    }
}
