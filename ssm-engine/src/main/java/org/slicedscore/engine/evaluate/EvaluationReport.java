package org.slicedscore.engine.evaluate;

import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.engine.train.Estimate;

/**
 * The result of an evaluation. All values are in the coordinates after preprocessing.
 *
 * @param rows number of rows that were evaluated
 * @param given number of rows before copies of the run's rows were left out
 * @param copies how many of those given are copies of the run's training or validation rows; 0 for the run's own
 * @param origin description of the rows
 * @param standing how the model came by the rows
 * @param coordinates description of the coordinates
 * @param objective the training objective's id
 * @param loss the training objective's loss, with fixed directions and noise
 * @param smLoss the score-matching loss tr H + ½‖s‖², or null where the model has no second derivatives
 * @param exact whether the trace was taken over all coordinates; otherwise it is estimated from random directions,
 *     and that error is part of the standard error
 * @param gaussian the score-matching loss of a Gaussian fitted to the training rows, or null if these are not
 *     available or their covariance is singular
 * @param gain the Gaussian's loss minus the model's, row by row, or null if either is missing or not finite; hard rows are hard for
 *     both, so its error is smaller than those of the two
 * @param lost number of rows whose loss is not finite, because their values leave the range of float
 * @param firstLost the index of the first of them in the source, or −1
 * @param fisherDivergence ½‖s_θ − s‖² against the true score at rows without noise, or null if that is unknown
 * @param logLikelihood log p for a normalised model, or for any other if requested, or null
 * @param likelihood how the log-likelihood was computed, or null
 * @param notes remarks, one line each
 */
public record EvaluationReport(
        int rows,
        int given,
        int copies,
        String origin,
        Standing standing,
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
    /** How a model came by rows. */
    public enum Standing {
        /** They chose nothing. */
        FRESH,
        /** The model was chosen on them, or copies of its training or validation rows are among them. */
        CHOSEN,
        /** The model learned from them. */
        TRAINED
    }

    /** Copies the notes. */
    public EvaluationReport {
        notes = List.copyOf(notes);
    }
}
