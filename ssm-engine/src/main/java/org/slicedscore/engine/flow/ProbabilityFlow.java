package org.slicedscore.engine.flow;

import java.util.function.IntUnaryOperator;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.TrainingComponents;

/** The probability flow of a noise-conditioned model on a device: the density that the model describes, normalised. */
public final class ProbabilityFlow implements AutoCloseable {
    /** Many enough for the kernels, few enough that the last block, which runs half empty, is soon done. */
    private static final int BLOCK = 128;

    /** Scores that a row of a learned density takes, for estimates of time. */
    private static final int USUAL_EVALUATIONS = 120;

    private final FlowField field;
    private final FlowConfig config;
    private final EndGaussian gaussian;

    /**
     * Compiles the flow.
     *
     * @param model a noise-conditioned model; the density is that at its least level
     * @param dim D
     * @param gaussian what rows follow at the greatest level
     * @param seed of probes
     * @param workspace the device, with the parameters as variables
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the model has no second derivatives, BACKEND if the
     *     device cannot hold the program
     */
    public ProbabilityFlow(TrainingComponents model, int dim, EndGaussian gaussian, long seed, Workspace workspace) {
        this.gaussian = gaussian;
        NoiseLevels levels = model.levels();
        ModelGraph graph = model.graph();
        config = FlowConfig.of(levels.least(), levels.most(), dim, seed);
        field = new FlowField(
                (rows, sigma, directions) -> model.score(graph.at(sigma), rows, directions),
                dim,
                model.conditions(),
                BLOCK,
                config.probes(),
                workspace);
    }

    /**
     * Log-densities of rows at the least level.
     *
     * @param rows in the model's coordinates, with their conditions, [n,D+C]
     * @param watch receives progress
     * @return the log-densities, or null if stopped
     */
    public FlowLikelihood logDensities(double[] rows, Watch watch) {
        return FlowLikelihood.of(field, config, gaussian, rows, IntUnaryOperator.identity(), watch);
    }

    /**
     * Log-densities of rows that are asked about one by one: where the divergence is estimated, all rows have the same probes, so
     * that a row's value does not depend on its place. The errors of rows are not independent then.
     *
     * @param rows in the model's coordinates, with their conditions, [n,D+C]
     * @param watch receives progress
     * @return the log-densities, or null if stopped
     */
    public FlowLikelihood eachLogDensity(double[] rows, Watch watch) {
        return FlowLikelihood.of(field, config, gaussian, rows, row -> 0, watch);
    }

    /** Levels, tolerance and probes. */
    public FlowConfig config() {
        return config;
    }

    /** An estimate of the multiply-adds that a row's log-density takes. */
    public double multiplyAddsPerRow() {
        return (double) field.multiplyAdds() / BLOCK * USUAL_EVALUATIONS;
    }

    @Override
    public void close() {
        field.close();
    }
}
