package org.slicedscore.engine.sample;

import org.slicedscore.api.Sampler;
import org.slicedscore.api.option.Options;

/**
 * The configuration of sampling.
 *
 * @param sampler the transition
 * @param options values of the options that the sampler declares
 * @param rows number of rows, at least 1
 * @param chains number of parallel chains, at least 1
 * @param burnIn transitions before the first row, during which the step size is adapted
 * @param thin transitions from one row of a chain to the next, at least 1
 * @param anneal the share of the burn-in that moves from the reference to the model, from 0 to 1
 * @param stepSize ε in the reference's coordinates; 0 to adapt it
 * @param seed of random numbers
 */
public record SampleConfig(
        Sampler sampler,
        Options options,
        int rows,
        int chains,
        int burnIn,
        int thin,
        double anneal,
        double stepSize,
        long seed) {
    private static final int USUAL_THIN = 10;
    private static final int FEWEST_TRANSITIONS = 500;

    /** The same without annealing, for chains that start at the model. */
    public SampleConfig withoutAnnealing() {
        return new SampleConfig(sampler, options, rows, chains, burnIn, thin, 0, stepSize, seed);
    }

    /**
     * The default thinning: 10, or more if chains would otherwise be too short to judge convergence.
     *
     * @param rows number of rows
     * @param chains number of chains that share them
     * @return transitions from one row of a chain to the next
     */
    public static int usualThin(int rows, int chains) {
        int draws = (rows + chains - 1) / chains;
        return Math.max(USUAL_THIN, (FEWEST_TRANSITIONS + draws - 1) / draws);
    }

    /** Draws per chain. */
    int draws() {
        return (rows + chains - 1) / chains;
    }
}
