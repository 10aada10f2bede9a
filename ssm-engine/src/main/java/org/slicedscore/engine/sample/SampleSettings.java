package org.slicedscore.engine.sample;

import java.util.List;
import org.slicedscore.api.option.Option;

/** The settings of sampling and of annealed importance sampling as users write them. */
public final class SampleSettings {
    /** The word for a choice that is left to the program. */
    public static final String AUTO = "auto";

    /** Rows wanted. */
    public static final Option<Integer> ROWS = Option.integer("n", 1000, 1, 100_000_000, "How many rows");
    /** Sampler. */
    public static final Option<String> SAMPLER = Option.text(
            "sampler",
            AUTO,
            "Id of the sampler, or exact; auto draws exactly where the model can be drawn from, else takes hmc, or langevin "
                    + "for a score field");
    /** Chains. */
    public static final Option<Integer> CHAINS =
            Option.integer("chains", 64, 1, 1_000_000, "Chains side by side; they share the rows");
    /** Burn-in. */
    public static final Option<Integer> BURN_IN = Option.integer(
            "burn-in", 500, 0, 100_000_000, "Transitions before the first row, in which the step size is adapted");
    /** Thinning. */
    public static final Option<Integer> THIN = Option.integer(
            "thin",
            0,
            0,
            1_000_000,
            "Transitions from one row of a chain to the next; 0 is 10, or as many as give every chain 500");
    /** Annealing. */
    public static final Option<Double> ANNEAL = Option.number(
            "anneal",
            0.5,
            0,
            1,
            "Share of the burn-in that leads over from a Gaussian to the model, so that chains find all modes; 0 for none");
    /** Step size. */
    public static final Option<String> STEP_SIZE = Option.text(
            "step-size",
            AUTO,
            "Step size in the model's coordinates; auto adapts it to the sampler's target acceptance");
    /** Start. */
    public static final Option<Begin> START = Option.choice(
            "start",
            Begin.NORMAL,
            "Where chains begin: normal, a Gaussian around the training rows, or data, at training rows");
    /** Seed. */
    public static final Option<String> SEED =
            Option.text("seed", "0", "Whole number that all random numbers depend on");
    /** Paths of annealed importance sampling. */
    public static final Option<Integer> PARTICLES = Option.integer(
            "ais-particles", 1000, 2, 10_000_000, "Paths of annealed importance sampling in each direction");
    /** Its temperatures. */
    public static final Option<Integer> TEMPERATURES = Option.integer(
            "ais-temperatures", 500, 1, 10_000_000, "Steps from the Gaussian to the model, each with a transition");
    /** Its step size. */
    public static final Option<String> AIS_STEP_SIZE = Option.text(
            "ais-step-size",
            AUTO,
            "Step size of all its transitions; auto adapts one for each temperature in a pilot run");
    /** Its burn-in. */
    public static final Option<Integer> AIS_BURN_IN = Option.integer(
            "ais-burn-in", 100, 0, 10_000_000, "Transitions that move the rows from which the reverse paths begin");

    /** Where chains begin. */
    public enum Begin {
        /** Draws from a Gaussian. */
        NORMAL,
        /** Rows of the training data. */
        DATA
    }

    /** Those of sampling, in the order they are shown. */
    public static final List<Option<?>> SAMPLE =
            List.of(ROWS, SAMPLER, CHAINS, BURN_IN, THIN, ANNEAL, STEP_SIZE, START, SEED);

    /** Those of annealed importance sampling, in the order they are shown. */
    public static final List<Option<?>> AIS =
            List.of(PARTICLES, TEMPERATURES, AIS_STEP_SIZE, AIS_BURN_IN, SAMPLER, SEED);

    private SampleSettings() {}
}
