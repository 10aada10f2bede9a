package org.slicedscore.engine.train;

import java.nio.file.Path;

/**
 * How training ended.
 *
 * @param start what ran
 * @param outcome why it ended
 * @param steps steps done, those before a resume included
 * @param epochs passes over the training rows begun
 * @param bestStep the step whose weights are kept
 * @param bestLoss their validation loss; NaN without validation rows
 * @param bestStandardError its standard error; NaN without validation rows
 * @param lastLoss the last training loss reported
 * @param seconds of this call
 * @param lastCheckpoint the latest checkpoint, or null
 * @param model the weights kept, with what is needed to use them
 */
public record TrainingResult(
        TrainingListener.Start start,
        Outcome outcome,
        long steps,
        int epochs,
        long bestStep,
        double bestLoss,
        double bestStandardError,
        double lastLoss,
        double seconds,
        Path lastCheckpoint,
        TrainedModel model) {
    /** Why training ended. */
    public enum Outcome {
        /** All epochs or steps were done. */
        COMPLETED,
        /** The validation loss had not got better for as long as patience allows. */
        STOPPED_EARLY,
        /** Somebody asked for it; a checkpoint was written where there is a run directory. */
        INTERRUPTED
    }
}
