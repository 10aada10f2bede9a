package org.slicedscore.engine.sample;

import java.util.List;
import java.util.Optional;
import org.slicedscore.api.option.Option;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.setting.SettingGroup;
import org.slicedscore.engine.train.Settings;

/** The settings of sampling and of annealed importance sampling as users write them. Each is declared only here. */
public final class SampleSettings {
    /** Lets the program choose. */
    public static final String AUTO = "auto";

    /** Number of rows. */
    public static final Setting<Integer> ROWS =
            Setting.of(SettingGroup.SAMPLING, "N", Option.integer("n", 1000, 1, 100_000_000, "How many rows"));
    /** Sampler. */
    public static final Setting<String> SAMPLER = Setting.of(
            SettingGroup.SAMPLING,
            "ID",
            Option.text(
                    "sampler",
                    AUTO,
                    "Id of the sampler, or exact; auto draws exactly where the model can be drawn from, takes heun where "
                            + "it knows all noise levels, else hmc, or langevin for a score field"));
    /** Chains. */
    public static final Setting<Integer> CHAINS = Setting.of(
            SettingGroup.SAMPLING,
            "N",
            Option.integer("chains", 64, 1, 1_000_000, "Chains side by side; they share the rows"));
    /** Burn-in. */
    public static final Setting<Integer> BURN_IN = Setting.of(
            SettingGroup.SAMPLING,
            "N",
            Option.integer(
                    "burn-in",
                    500,
                    0,
                    100_000_000,
                    "Transitions before the first row, in which the step size is adapted"));
    /** Thinning. */
    public static final Setting<Optional<Integer>> THIN = Setting.of(
            SettingGroup.SAMPLING,
            "N",
            Option.integer(
                            "thin",
                            1,
                            1,
                            1_000_000,
                            "Transitions from one row of a chain to the next; 0 is 10, or as many as give every "
                                    + "chain 500")
                    .orOpen("0"));
    /** Annealing. */
    public static final Setting<Double> ANNEAL = Setting.of(
            SettingGroup.SAMPLING,
            "NUMBER",
            Option.number(
                    "anneal",
                    0.5,
                    0,
                    1,
                    "Share of the burn-in that leads over from a Gaussian to the model, so that chains find "
                            + "all modes; 0 for none"));
    /** Step size. */
    public static final Setting<Optional<Double>> STEP_SIZE = Setting.of(
            SettingGroup.SAMPLING,
            "NUMBER",
            Option.number(
                            "step-size",
                            1,
                            Double.MIN_VALUE,
                            Double.POSITIVE_INFINITY,
                            "Step size in the model's coordinates; auto adapts it to the sampler's target acceptance")
                    .orOpen(AUTO));
    /** Start. */
    public static final Setting<Begin> START = Setting.of(
            SettingGroup.SAMPLING,
            "WORD",
            Option.choice(
                    "start",
                    Begin.NORMAL,
                    "Where chains begin: normal, a Gaussian around the training rows, or data, at training " + "rows"));
    /** Seed. */
    public static final Setting<Long> SEED = Settings.SEED.in(SettingGroup.SAMPLING);
    /** Paths of annealed importance sampling. */
    public static final Setting<Integer> PARTICLES = Setting.of(
            SettingGroup.NORMALISER,
            "N",
            Option.integer(
                    "ais-particles", 1000, 2, 10_000_000, "Paths of annealed importance sampling in each direction"));
    /** Its temperatures. */
    public static final Setting<Integer> TEMPERATURES = Setting.of(
            SettingGroup.NORMALISER,
            "N",
            Option.integer(
                    "ais-temperatures",
                    500,
                    1,
                    10_000_000,
                    "Steps from the Gaussian to the model, each with a transition"));
    /** Its step size. */
    public static final Setting<Optional<Double>> AIS_STEP_SIZE = Setting.of(
            SettingGroup.NORMALISER,
            "NUMBER",
            Option.number(
                            "ais-step-size",
                            1,
                            Double.MIN_VALUE,
                            Double.POSITIVE_INFINITY,
                            "Step size of all its transitions; auto adapts one for each temperature in a pilot run")
                    .orOpen(AUTO));
    /** Its burn-in. */
    public static final Setting<Integer> AIS_BURN_IN = Setting.of(
            SettingGroup.NORMALISER,
            "N",
            Option.integer(
                    "ais-burn-in",
                    100,
                    0,
                    10_000_000,
                    "Transitions that move the rows from which the reverse paths begin"));

    /** Starting points of chains. */
    public enum Begin {
        /** Draws from a Gaussian. */
        NORMAL,
        /** Rows of the training data. */
        DATA
    }

    /** The settings of sampling, in display order. */
    public static final List<Setting<?>> SAMPLE =
            List.of(ROWS, SAMPLER, CHAINS, BURN_IN, THIN, ANNEAL, STEP_SIZE, START, SEED);

    /** The settings of annealed importance sampling, in display order. */
    public static final List<Setting<?>> AIS = List.of(
            PARTICLES,
            TEMPERATURES,
            AIS_STEP_SIZE,
            AIS_BURN_IN,
            SAMPLER.in(SettingGroup.NORMALISER),
            SEED.in(SettingGroup.NORMALISER).withDefault("the run's own"));

    private SampleSettings() {}
}
