package org.slicedscore.engine.train;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.PluginEntry;

/** Hears how training goes, on the thread that trains. Every method does nothing unless overridden. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * What is about to run.
     *
     * @param backend the backend's id
     * @param backendPlugin the plug-in that it is
     * @param device the device's name
     * @param backendReason why that backend
     * @param threads host threads in use
     * @param parameters numbers to learn
     * @param trainRows rows to learn from
     * @param validationRows rows to stop and choose by
     * @param testRows rows to report on
     * @param batchSize rows a step
     * @param totalSteps the last step, if nothing stops training before
     * @param firstStep steps done already, more than 0 where a run is resumed
     * @param evaluateEvery steps between evaluations
     * @param criterion what is looked at on the validation rows, for people
     * @param multiplyAdds of a step
     */
    record Start(
            String backend,
            PluginEntry backendPlugin,
            String device,
            String backendReason,
            int threads,
            long parameters,
            int trainRows,
            int validationRows,
            int testRows,
            int batchSize,
            long totalSteps,
            long firstStep,
            int evaluateEvery,
            String criterion,
            long multiplyAdds) {}

    /**
     * How far it is.
     *
     * @param step steps done
     * @param totalSteps the last step
     * @param epoch passes over the training rows, the current one included
     * @param loss mean training loss since the last report
     * @param gradientNorm root mean square of the gradient's norm since the last report, before clipping
     * @param learningRate of the last step
     * @param stepsPerSecond since the last report
     */
    record Progress(
            long step,
            long totalSteps,
            int epoch,
            double loss,
            double gradientNorm,
            double learningRate,
            double stepsPerSecond) {}

    /**
     * An evaluation on the validation rows.
     *
     * @param step steps done
     * @param epoch passes over the training rows, the current one included
     * @param loss the mean of the criterion
     * @param standardError of that mean
     * @param best whether it is the best so far
     * @param bestLoss the best so far
     * @param bestStep where that was
     * @param evaluationsLeft evaluations without a new best until training stops; 0 stops it, -1 means never
     */
    record Evaluated(
            long step,
            int epoch,
            double loss,
            double standardError,
            boolean best,
            double bestLoss,
            long bestStep,
            int evaluationsLeft) {}

    /**
     * Where the time of the steps went.
     *
     * @param plan the plan of a step
     * @param nanoseconds the time of each instruction, over all runs
     * @param runs how many steps were timed
     * @param peak the device's measured peak in floating-point operations a second, or empty
     */
    record Profiled(Plan plan, long[] nanoseconds, long runs, OptionalDouble peak) {}

    /**
     * Training is about to begin.
     *
     * @param start what will run
     */
    default void started(Start start) {}

    /**
     * Steps were done.
     *
     * @param progress how far
     */
    default void progress(Progress progress) {}

    /**
     * The validation rows were looked at.
     *
     * @param evaluated the result
     */
    default void evaluated(Evaluated evaluated) {}

    /**
     * The steps are done and were timed, as {@link Trainer#profiled} asked.
     *
     * @param profiled where the time went
     */
    default void profiled(Profiled profiled) {}

    /**
     * A checkpoint lies on the disk.
     *
     * @param step steps done
     * @param file where
     */
    default void checkpoint(long step, Path file) {}
}
