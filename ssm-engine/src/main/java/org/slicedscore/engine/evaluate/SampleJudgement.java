package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.compare.TwoSampleTest;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.Settings;

/**
 * How the rows that a model draws compare with rows that it did not learn from, in the model's coordinates.
 *
 * @param sampler how they were drawn: a sampler's id, or {@code exact}
 * @param test the comparison; the model's rows are the second sample
 */
public record SampleJudgement(String sampler, TwoSampleTest test) {
    /**
     * Draws rows and compares them.
     *
     * @param device a model that can be drawn from, or a noise-conditioned one; rows of Markov chains depend on each other, so
     *     that no test of theirs would hold
     * @param rows the rows to compare with; of rows that belong together, such as copies, the first counts, for copies of one
     *     row are not independent; of more than the test takes, some evenly chosen
     * @param units for each row the number of its unit
     * @param train the training rows, or null if not available
     * @param count number of rows to draw
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if there are too few rows to compare with, or the model
     *     cannot be drawn from independently
     */
    static SampleJudgement of(DeviceModel device, Dataset rows, int[] units, Dataset train, int count) {
        Set<Integer> seen = new HashSet<>();
        int[] distinct =
                IntStream.range(0, units.length).filter(i -> seen.add(units[i])).toArray();
        int n = Math.min(distinct.length, TwoSampleTest.MOST_ROWS);
        if (n < TwoSampleTest.FEWEST_ROWS) {
            throw Problem.usage(Subject.setting("samples"))
                    .says("there are %d different rows to compare samples with", n)
                    .remedy("give %d rows or more", TwoSampleTest.FEWEST_ROWS)
                    .exception();
        }
        long seed = device.model().config().get(Settings.SEED);
        ModelDraws drawn = draw(device, train, count, seed);
        Dataset chosen = rows.features()
                .select(IntStream.range(0, n)
                        .map(i -> distinct[(int) ((long) i * distinct.length / n)])
                        .toArray());
        double[] wide = new double[chosen.values().length];
        Arrays.setAll(wide, i -> chosen.values()[i]);
        return new SampleJudgement(drawn.sampler(), TwoSampleTest.of(wide, drawn.rows(), rows.dim(), seed));
    }

    private static ModelDraws draw(DeviceModel device, Dataset train, int count, long seed) {
        if (!ModelDraws.independent(device) || device.components().conditions() > 0) {
            throw Problem.usage(new Subject.Plugin(
                            "model", device.components().model().id()))
                    .says(
                            device.noiseConditioned()
                                    ? "draws rows under given conditions alone, which no held-out rows share"
                                    : "is drawn from by Markov chains, whose rows depend on each other")
                    .remedy("leave out %s", Subject.setting("samples"))
                    .exception();
        }
        return ModelDraws.of(device, train, count, seed, Watch.NONE);
    }
}
