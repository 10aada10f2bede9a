package org.slicedscore.engine.bench;

/**
 * What a step costs.
 *
 * @param model the model's id
 * @param dim D
 * @param hidden the model's option {@code hidden}, empty where it has none
 * @param batchSize B
 * @param objective the objective's id, or {@code forward}
 * @param projections M
 * @param backend the backend's id
 * @param device the device's name
 * @param threads host threads in use
 * @param parameters numbers to learn
 * @param medianMs median time of a step in milliseconds
 * @param minMs shortest time of a step in milliseconds
 * @param p90Ms nine in ten steps take no longer, in milliseconds
 * @param steps steps timed
 * @param gflopPerStep floating-point operations of the matrix products and solves of a step, in 10⁹
 * @param gflops that per second of the median step
 * @param arenaNumbers numbers that a step keeps beside parameters, optimiser state and rows
 * @param bytesAllocatedPerStep bytes that all threads of this program allocated, for each step timed, to the nearest one
 * @param loss of the last step, or the first value of the last forward pass: a sign that something was done
 * @param warmUp what went before the steps timed
 * @param profile where the time goes, or null where that was not asked for
 */
public record StepReport(
        String model,
        int dim,
        String hidden,
        int batchSize,
        String objective,
        int projections,
        String backend,
        String device,
        int threads,
        long parameters,
        double medianMs,
        double minMs,
        double p90Ms,
        int steps,
        double gflopPerStep,
        double gflops,
        long arenaNumbers,
        double bytesAllocatedPerStep,
        double loss,
        WarmUp warmUp,
        Profile profile) {
    /**
     * The steps before the clock counts, in which the run-time compiler is at work.
     *
     * @param firstStepMs time of the very first step in milliseconds
     * @param seconds until steps got no faster
     * @param steps done in that time
     */
    public record WarmUp(double firstStepMs, double seconds, long steps) {}
}
