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
 * @param yardsticks the same loss of densities fitted to the training rows; none if these are not available
 * @param verdict whether the model is ahead by the score-matching loss
 * @param lost number of rows whose loss is not finite, because their values leave the range of float
 * @param firstLost the index of the first of them in the source, or −1
 * @param fisherDivergence ½‖s_θ − s‖² against the true score at rows without noise, or null if that is unknown
 * @param logLikelihood log p for a normalised model, or for any other if requested, or null
 * @param likelihood how the log-likelihood was computed, or null
 * @param likelihoodVerdict whether the model is ahead by the log-likelihood, or null if that is not known
 * @param samples how rows drawn from the model compare with the rows, or null if not requested
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
        List<Comparison> yardsticks,
        Verdict verdict,
        int lost,
        int firstLost,
        Estimate fisherDivergence,
        Estimate logLikelihood,
        LogLikelihood likelihood,
        Verdict likelihoodVerdict,
        SampleJudgement samples,
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

    /**
     * A yardstick on the same rows.
     *
     * @param id {@code gaussian} (its covariance shrunk), {@code independent} (Gaussian columns) or {@code mixture} (of
     *     Gaussians)
     * @param name what it is, for people
     * @param smLoss its score-matching loss
     * @param gain its score-matching loss minus the model's, row by row, or null if the model's is missing or either is not
     *     finite; hard rows are hard for both, so its error is smaller than those of the two
     * @param logLikelihood its log-likelihood, or null if the model's is not known
     */
    public record Comparison(String id, String name, Estimate smLoss, Estimate gain, Estimate logLikelihood) {}

    /**
     * A yardstick by its id.
     *
     * @param id such as {@code gaussian}
     * @return the yardstick, or null
     */
    public Comparison yardstick(String id) {
        return yardsticks.stream().filter(y -> y.id().equals(id)).findFirst().orElse(null);
    }

    /** Copies the lists. */
    public EvaluationReport {
        yardsticks = List.copyOf(yardsticks);
        notes = List.copyOf(notes);
    }
}
