package org.slicedscore.engine.bench;

/**
 * The cost of a training step.
 *
 * @param model the model's id
 * @param dim D
 * @param hidden the model's option {@code hidden}, empty if it has none
 * @param batchSize B
 * @param objective the objective's id, or {@code forward}
 * @param projections M
 * @param backend the backend's id
 * @param device the device's name
 * @param threads host threads in use
 * @param parameters number of parameters
 * @param medianMs median time of a step in milliseconds
 * @param minMs shortest time of a step in milliseconds
 * @param p90Ms 90th percentile of the time of a step in milliseconds
 * @param steps steps timed
 * @param gflopPerStep floating-point operations of the matrix products and solves of a step, in 10⁹
 * @param gflops rate at the median step in 10⁹ operations a second
 * @param arenaNumbers numbers of working memory, without parameters, optimiser state and rows
 * @param bytesAllocatedPerStep bytes allocated per timed step by all threads of this program, rounded to whole bytes
 * @param loss of the last step, or the first value of the last forward pass: evidence that work was done
 * @param warmUp the steps before timing began
 * @param profile time per instruction, or null if not requested
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
     * The steps before timing begins, while the run-time compiler works.
     *
     * @param firstStepMs time of the first step in milliseconds
     * @param seconds until steps stopped getting faster
     * @param steps run in that time
     */
    public record WarmUp(double firstStepMs, double seconds, long steps) {}
}
