package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.option.Options;

/**
 * The contract of {@link Sampler}s. Extend it, return the sampler, and run the class with JUnit.
 *
 * <p>The sampler runs on Gaussians and on a mixture of two, with scales of about 1, whose moments are known.
 *
 * @since 0.2.0
 */
public abstract class SamplerContract extends PluginContract {
    private static final int CHAINS = 1000;

    /** For subclasses. */
    protected SamplerContract() {}

    /**
     * The sampler under test.
     *
     * @return a fresh or shared instance
     */
    protected abstract Sampler sampler();

    @Override
    protected final Sampler plugin() {
        return sampler();
    }

    /**
     * The step sizes at which it must preserve a density of scale 1.
     *
     * @return by default a small and a large one for an exact sampler, else one whose bias is too small to detect
     */
    protected double[] stepSizes() {
        return sampler().exact() ? new double[] {0.3, 0.9} : new double[] {0.2};
    }

    /**
     * The number of transitions needed to reach a density of scale 1 from 4 standard deviations away, at the last of
     * {@link #stepSizes()}.
     *
     * @return by default 80 for an exact sampler, 300 for others with their small steps
     */
    protected int transitions() {
        return sampler().exact() ? 80 : 300;
    }

    /** Results are finite and of the right shape for any numbers of chains and columns. */
    @Check("positions and acceptances have the right shapes and are finite, from one chain and one column on")
    protected void positionsAreOneRowForEachChain() {
        for (KnownDensity target : List.of(KnownDensity.NORMAL, KnownDensity.MIXTURE, KnownDensity.SHIFTED)) {
            for (int chains : new int[] {1, 2, 5}) {
                checkFinite(chains(target, chains), target, chains);
            }
        }
    }

    private void checkFinite(MarkovChains chains, KnownDensity target, int count) {
        MarkovChains.State state = chains.run(target.draw(count, 1), stepSizes()[0], 3, 1, 0);
        String where = name() + ": " + count + " chains of " + target.dim() + " columns: ";
        assertEquals(-1, Arrays64.notFinite(state.positions()), where + "the number at this position is not finite");
        for (double a : state.acceptance()) {
            assertTrue(a >= 0 && a <= 1, where + "an acceptance is " + a + "; a probability is expected");
        }
    }

    /** Chains that start from draws of the density preserve it. */
    @Check("the density is stationary, by moments, energies and distances")
    protected void densityIsStationary() {
        for (KnownDensity target : List.of(KnownDensity.NORMAL, KnownDensity.MIXTURE)) {
            MarkovChains chains = chains(target, CHAINS);
            for (double stepSize : stepSizes()) {
                int count = transitions() / 2;
                double[] rows = chains.run(target.draw(CHAINS, 3), stepSize, count, 5, 0)
                        .positions();
                target.assertDrawn(
                        name(),
                        rows,
                        count + " transitions of step size " + stepSize + " from exact draws; "
                                + (sampler().exact()
                                        ? "is the acceptance that of Metropolis and Hastings? override exact() where a"
                                                + " bias is meant"
                                        : "the density must be stationary as the step size falls"));
            }
        }
    }

    /** Chains that start elsewhere converge to the density. */
    @Check("chains find the density from a wrong start")
    protected void chainsConverge() {
        KnownDensity target = KnownDensity.SHIFTED;
        double[] start = target.draw(CHAINS, 7);
        for (int i = 0; i < start.length; i++) {
            start[i] = 0.1 * start[i] + 3;
        }
        double[] sizes = stepSizes();
        double stepSize = sizes[sizes.length - 1];
        double[] rows =
                chains(target, CHAINS).run(start, stepSize, transitions(), 9, 0).positions();
        target.assertDrawn(
                name(),
                rows,
                transitions() + " transitions of step size " + stepSize
                        + " from a wrong start; a sampler that needs other step sizes or more transitions overrides"
                        + " stepSizes() and transitions()");
    }

    /** The same seed gives the same paths, another seed or transition others. */
    @Check("paths depend on the seed, and nothing else")
    protected void pathsDependOnTheSeedAlone() {
        KnownDensity target = KnownDensity.MIXTURE;
        double[] start = target.draw(8, 13);
        double size = stepSizes()[0];
        MarkovChains chains = chains(target, 8);
        double[] path = chains.run(start, size, 5, 1, 0).positions();
        assertArrayEquals(
                path,
                chains(target, 8).run(start, size, 5, 1, 0).positions(),
                name() + ": the same seed gives other paths");
        assertFalse(
                Arrays.equals(path, chains.run(start, size, 5, 2, 0).positions()),
                name() + ": two seeds give the same paths; draw from step.normal() and step.uniform()");
    }

    /** A chain's path is the same alone or in a batch. */
    @Check("a chain does not see the others")
    protected void chainsDoNotSeeEachOther() {
        for (KnownDensity target : List.of(KnownDensity.MIXTURE, KnownDensity.SHIFTED)) {
            int d = target.dim();
            double[] start = target.draw(6, 17);
            double size = stepSizes()[0];
            double[] together = chains(target, 6).run(start, size, 5, 1, 0).positions();
            MarkovChains one = chains(target, 1);
            for (int chain = 0; chain < 6; chain++) {
                double[] own = Arrays.copyOfRange(start, chain * d, (chain + 1) * d);
                assertArrayEquals(
                        Arrays.copyOfRange(together, chain * d, (chain + 1) * d),
                        one.run(own, size, 5, 1, chain).positions(),
                        1e-9,
                        name() + ": the path of chain " + chain
                                + " alone (actual) and among others (expected) differ; reduce along columns, not along"
                                + " chains");
            }
        }
    }

    /** {@link Sampler#needsLogDensity()} says whether log-densities are used. */
    @Check("needsLogDensity() says whether log-densities are asked for")
    protected void needsLogDensitySaysWhatIsAskedFor() {
        KnownDensity target = KnownDensity.MIXTURE;
        boolean needs = sampler().needsLogDensity();
        MarkovChains chains = chains(target, 4);
        assertEquals(
                needs,
                chains.askedForLogDensity(),
                name() + ": needsLogDensity() (expected) does not say whether the transition asks for log-densities"
                        + " (actual)");
        if (!needs) {
            double[] start = target.draw(4, 19);
            MarkovChains field = new MarkovChains(name(), sampler(), settings(), target, 4, false);
            assertArrayEquals(
                    chains.run(start, stepSizes()[0], 3, 1, 0).positions(),
                    field.run(start, stepSizes()[0], 3, 1, 0).positions(),
                    name() + ": a log-density (expected) and a field of the same score (actual) give different paths");
        }
    }

    /** The step size controls acceptance, so that warm-up can adapt it. */
    @Check("acceptance falls from above to below its target as the step size grows")
    protected void acceptanceFallsWithTheStepSize() {
        OptionalDouble wanted = sampler().targetAcceptance(settings());
        if (wanted.isEmpty()) {
            Expect.inapplicable("it has no step size to adapt");
            return;
        }
        double target = wanted.getAsDouble();
        assertTrue(
                target > 0 && target < 1,
                name() + ": targetAcceptance() is " + target + "; a number between 0 and 1 is expected");
        double above = acceptance(1e-3);
        double below = acceptance(100);
        assertTrue(
                above > target && below < target,
                () -> name() + ": the mean acceptance is " + above + " at the step size 0.001 and " + below
                        + " at 100; warm-up looks for the target of " + target + ", which must lie between them");
    }

    private double acceptance(double stepSize) {
        KnownDensity target = KnownDensity.SHIFTED;
        return Arrays64.mean(
                chains(target, 200).run(target.draw(200, 23), stepSize, 1, 1, 0).acceptance());
    }

    /** A proposal that is not finite is rejected. */
    @Check("a proposal that leaves the finite numbers is refused")
    protected void infiniteProposalsAreRefused() {
        if (!sampler().exact()) {
            Expect.inapplicable("it is not exact, and so refuses nothing");
            return;
        }
        KnownDensity target = KnownDensity.SHIFTED;
        double[] rows =
                chains(target, 20).run(target.draw(20, 29), 1e200, 1, 1, 0).positions();
        assertTrue(
                Arrays64.largest(rows) < 1e100,
                name() + ": a step of size 1e200 is accepted; Sampler.acceptance() refuses what is not a number");
    }

    /** Options accept the values that they declare. */
    @Check("every option works, or is refused, at the values that its declaration admits")
    protected void optionsWork() {
        withEachOption(options -> {
            sampler().targetAcceptance(options);
            checkFinite(chains(KnownDensity.MIXTURE, 2, options), KnownDensity.MIXTURE, 2);
        });
    }

    private MarkovChains chains(KnownDensity target, int count) {
        return chains(target, count, settings());
    }

    private MarkovChains chains(KnownDensity target, int count, Options options) {
        try {
            return new MarkovChains(name(), sampler(), options, target, count, true);
        } catch (IllegalArgumentException e) {
            return Expect.fail(
                    name() + ": the transition cannot be built for " + count + " chains of " + target.dim()
                            + " columns: " + e.getMessage(),
                    e);
        }
    }
}
