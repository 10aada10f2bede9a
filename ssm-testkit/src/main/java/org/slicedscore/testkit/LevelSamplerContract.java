package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.option.Options;

/**
 * The contract of {@link LevelSampler}s. Extend it, return the sampler, and run the class with JUnit.
 *
 * <p>The sampler goes from noise level 50 to 0.1 on Gaussians and on a mixture of two, with scales of about 1, whose score is
 * known at every level.
 *
 * @since 0.2.0
 */
public abstract class LevelSamplerContract extends PluginContract {
    private static final int ROWS = 1000;
    private static final double MOST = 50;
    private static final double LEAST = 0.1;

    /** Some way along every path tells as much as the whole, for options that ask for very many levels. */
    private static final int FEW_STEPS = 3;

    /** For subclasses. */
    protected LevelSamplerContract() {}

    /**
     * The sampler under test.
     *
     * @return a fresh or shared instance
     */
    protected abstract LevelSampler sampler();

    @Override
    protected final LevelSampler plugin() {
        return sampler();
    }

    /** Levels fall from the greatest to the least. */
    @Check("levels fall, from the greatest to the least")
    protected void levelsFall() {
        for (double least : new double[] {1e-4, 0.02, 49}) {
            checkLevels(sampler().levels(MOST, least, settings()), least);
        }
    }

    private void checkLevels(double[] levels, double least) {
        String where = name() + ": levels from " + MOST + " to " + least + ": ";
        assertTrue(levels.length > 1, where + "there are " + levels.length + "; at least two are expected");
        assertEquals(MOST, levels[0], where + "the first is another");
        assertEquals(least, levels[levels.length - 1], where + "the last is another");
        for (int i = 1; i < levels.length; i++) {
            assertTrue(
                    levels[i] < levels[i - 1],
                    where + "number " + i + " is " + levels[i] + " after " + levels[i - 1] + "; levels must fall");
        }
    }

    /** Rows are finite and of the right shape for any numbers of rows and columns. */
    @Check("rows have the right shape and are finite, from one row and one column on")
    protected void rowsAreFinite() {
        for (KnownDensity target : List.of(KnownDensity.NORMAL, KnownDensity.MIXTURE, KnownDensity.SHIFTED)) {
            for (int rows : new int[] {1, 2, 5}) {
                checkFinite(target, rows, settings());
            }
        }
    }

    private void checkFinite(KnownDensity target, int rows, Options options) {
        LevelPath path = path(target, rows, options);
        double[] levels = sampler().levels(MOST, LEAST, options);
        double[] first = Arrays.copyOf(levels, Math.min(levels.length, FEW_STEPS + 1));
        double[] last = Arrays.copyOfRange(levels, Math.max(0, levels.length - FEW_STEPS), levels.length);
        for (double[] some : List.of(first, last)) {
            double[] end = path.run(target.smoothed(some[0]).draw(rows, 1), some, 1, 0);
            assertEquals(
                    -1,
                    Arrays64.notFinite(end),
                    name() + ": " + rows + " rows of " + target.dim()
                            + " columns: the number at this position is not finite");
        }
    }

    /** Rows that start from the density at the greatest level arrive at that at the least. */
    @Check("rows arrive at the density, by moments, energies and distances")
    protected void rowsArriveAtTheDensity() {
        double[] levels = sampler().levels(MOST, LEAST, settings());
        for (KnownDensity target : List.of(KnownDensity.NORMAL, KnownDensity.MIXTURE, KnownDensity.SHIFTED)) {
            double[] start = target.smoothed(MOST).draw(ROWS, 3);
            double[] rows = path(target, ROWS, settings()).run(start, levels, 5, 0);
            target.smoothed(LEAST).assertDrawn(name(), rows, "going down through " + levels.length + " noise levels");
        }
    }

    /** The same seed gives the same rows. */
    @Check("rows depend on their start and the seed, and nothing else")
    protected void rowsDependOnTheSeedAlone() {
        KnownDensity target = KnownDensity.MIXTURE;
        double[] levels = sampler().levels(MOST, LEAST, settings());
        double[] start = target.smoothed(MOST).draw(8, 13);
        assertArrayEquals(
                path(target, 8, settings()).run(start, levels, 1, 0),
                path(target, 8, settings()).run(start, levels, 1, 0),
                name() + ": the same seed gives other rows");
        double[] other = target.smoothed(MOST).draw(8, 14);
        assertFalse(
                Arrays.equals(
                        path(target, 8, settings()).run(start, levels, 1, 0),
                        path(target, 8, settings()).run(other, levels, 1, 0)),
                name() + ": two starts give the same rows; go on from step.rows()");
    }

    /** A row is the same alone or in a batch. */
    @Check("a row does not see the others")
    protected void rowsDoNotSeeEachOther() {
        double[] levels = sampler().levels(MOST, LEAST, settings());
        for (KnownDensity target : List.of(KnownDensity.MIXTURE, KnownDensity.SHIFTED)) {
            int d = target.dim();
            double[] start = target.smoothed(MOST).draw(6, 17);
            double[] together = path(target, 6, settings()).run(start, levels, 1, 0);
            LevelPath one = path(target, 1, settings());
            for (int row = 0; row < 6; row++) {
                double[] own = Arrays.copyOfRange(start, row * d, (row + 1) * d);
                assertArrayEquals(
                        Arrays.copyOfRange(together, row * d, (row + 1) * d),
                        one.run(own, levels, 1, row),
                        1e-9,
                        name() + ": row " + row
                                + " alone (actual) and among others (expected) differ; reduce along columns, not along"
                                + " rows");
            }
        }
    }

    /** Options accept the values that they declare. */
    @Check("every option works, or is refused, at the values that its declaration admits")
    protected void optionsWork() {
        withEachOption(options -> {
            checkLevels(sampler().levels(MOST, LEAST, options), LEAST);
            checkFinite(KnownDensity.MIXTURE, 2, options);
        });
    }

    private LevelPath path(KnownDensity target, int rows, Options options) {
        try {
            return new LevelPath(name(), sampler(), options, target, rows);
        } catch (IllegalArgumentException e) {
            return Expect.fail(
                    name() + ": the descent cannot be built for " + rows + " rows of " + target.dim() + " columns: "
                            + e.getMessage(),
                    e);
        }
    }
}
