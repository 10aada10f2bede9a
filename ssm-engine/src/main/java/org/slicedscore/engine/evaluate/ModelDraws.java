package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.flow.EndGaussian;
import org.slicedscore.engine.flow.LevelSampling;
import org.slicedscore.engine.sample.SampleConfig;
import org.slicedscore.engine.sample.SampleReport;
import org.slicedscore.engine.sample.SampleSettings;
import org.slicedscore.engine.sample.Samplers;
import org.slicedscore.engine.sample.Sampling;
import org.slicedscore.engine.sample.Watch;

/**
 * Rows drawn from a model in the way that suits it: exactly, down through the noise levels, or by Markov chains.
 *
 * @param sampler the sampler's id, or {@code exact}
 * @param rows in the model's coordinates, [n,D], row-major
 * @param report how drawing went; of chains, whether they converged
 */
public record ModelDraws(String sampler, double[] rows, SampleReport report) {
    /** Fewer chains than rows, so that each has a past to judge it by. */
    private static final int ROWS_A_CHAIN = 4;

    /**
     * Whether rows can be drawn independently, without chains.
     *
     * @param device a model without conditions
     */
    public static boolean independent(DeviceModel device) {
        return device.components().graph().generative() || device.noiseConditioned();
    }

    /**
     * Draws rows.
     *
     * @param device a model without conditions
     * @param train the training rows in the model's coordinates, or null if not available
     * @param count number of rows
     * @param seed of random numbers
     * @param watch receives progress
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the model has conditions, DIVERGED if rows leave the finite
     *     numbers
     */
    public static ModelDraws of(DeviceModel device, Dataset train, int count, long seed, Watch watch) {
        int dim = device.model().dim();
        double[] drawn = new double[count * dim];
        int[] filled = new int[1];
        Sampling.Sink sink = (some, k) -> {
            System.arraycopy(some, 0, drawn, filled[0], k * dim);
            filled[0] += k * dim;
        };
        UnaryOperator<double[]> asTheyAre = UnaryOperator.identity();
        String id;
        SampleReport report;
        if (device.components().graph().generative()) {
            id = Samplers.EXACT;
            report = Sampling.exact(device.target(), count, seed, asTheyAre, sink, watch);
        } else if (device.noiseConditioned()) {
            LevelSampler sampler = (LevelSampler) device.catalog().sampler(Samplers.LEVELS);
            id = sampler.id();
            try (LevelSampling sampling = new LevelSampling(
                    device.target(),
                    device.components().levels(),
                    train == null ? EndGaussian.standard(dim) : EndGaussian.of(train.features()),
                    sampler,
                    Options.defaults(sampler.options()),
                    seed)) {
                report = sampling.run(count, asTheyAre, sink, watch);
            }
        } else {
            Sampler sampler = Samplers.choose(SampleSettings.AUTO, device.hasLogDensity(), device.catalog());
            id = sampler.id();
            int chains = Math.max(1, (count + ROWS_A_CHAIN - 1) / ROWS_A_CHAIN);
            SampleConfig config = new SampleConfig(
                    sampler,
                    Options.defaults(sampler.options()),
                    count,
                    chains,
                    SampleSettings.BURN_IN.defaultValue(),
                    SampleConfig.usualThin(count, chains),
                    SampleSettings.ANNEAL.defaultValue(),
                    0,
                    seed);
            report = new Sampling(device.target(), LogLikelihood.reference(device, train), config, asTheyAre)
                    .run(sink, watch);
        }
        return new ModelDraws(id, Arrays.copyOf(drawn, filled[0]), report);
    }
}
