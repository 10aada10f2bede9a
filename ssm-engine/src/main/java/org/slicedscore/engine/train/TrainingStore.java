package org.slicedscore.engine.train;

import java.nio.file.Path;

/** Where a training run is written down. */
public interface TrainingStore {
    /**
     * A line of the run's history.
     *
     * @param step steps done
     * @param epoch passes over the training rows, the current one included
     * @param loss mean training loss since the line before
     * @param gradientNorm root mean square of the gradient's norm since the line before, before clipping
     * @param learningRate of the last step
     * @param evaluated whether the validation rows were looked at here
     * @param validationLoss mean of the criterion, if so
     * @param validationStandardError of that mean
     * @param best whether it is the best so far
     * @param seconds spent training so far
     */
    record Metric(
            long step,
            int epoch,
            double loss,
            double gradientNorm,
            double learningRate,
            boolean evaluated,
            double validationLoss,
            double validationStandardError,
            boolean best,
            double seconds) {}

    /**
     * Training begins, or goes on. Called once everything has been found to work and before the first step.
     *
     * @param config with everything resolved
     * @param start what runs
     * @throws org.slicedscore.api.error.SsmException of kind DATA or USAGE if nothing can be written
     */
    void begin(ResolvedConfig config, TrainingListener.Start start);

    /**
     * Notes a line of history.
     *
     * @param metric the line
     */
    void metric(Metric metric);

    /**
     * Keeps a checkpoint.
     *
     * @param snapshot what to keep
     * @return where it lies
     */
    Path checkpoint(Snapshot snapshot);

    /** The latest checkpoint: where it lies, or null if there is none. */
    Path lastCheckpoint();

    /**
     * Training is over.
     *
     * @param result how it ended, with the model
     */
    void finish(TrainingResult result);
}
