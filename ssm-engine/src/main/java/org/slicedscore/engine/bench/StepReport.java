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
 * @param learningRate of the optimiser; at 0 the weights are the same at all steps
 * @param weightScale the factor of the first weights
 * @param peak the device's measured peak, or null if the backend cannot tell
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
        double learningRate,
        double weightScale,
        Peak peak,
        WarmUp warmUp,
        Profile profile) {
    /**
     * The steps before timing begins, while the run-time compiler works.
     *
     * @param firstStepMs time of the first step in milliseconds
     * @param seconds until steps stopped getting faster
     * @param steps run in that time
     * @param state in which it ended
     */
    public record WarmUp(double firstStepMs, double seconds, long steps, State state) {}

    /** How a warm-up ends. */
    public enum State {
        /** Steps allocate nothing, and their times are steady. */
        SETTLED,
        /** The compiler is done and times are steady, but every step allocates the same number of bytes. */
        ALLOCATING,
        /** The longest warm-up is over, and steps still change: what was timed may be slower than later steps. */
        UNSETTLED
    }

    /**
     * The rate of multiply-adds that never leave the registers, in 10⁹ operations a second, from the same process right after
     * the steps.
     *
     * @param one of one thread; of the whole device if that is not a CPU
     * @param all of all threads in use
     */
    public record Peak(double one, double all) {}

    /** The share of the peak of the threads in use; NaN if that is unknown. */
    public double shareOfPeak() {
        return peak == null ? Double.NaN : gflops / peak.all();
    }
}
