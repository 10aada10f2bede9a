package org.slicedscore.engine.sample;

import org.slicedscore.api.Sampler;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;

/** Chooses samplers. */
public final class Samplers {
    /** Selects exact draws without chains. */
    public static final String EXACT = "exact";

    /** The usual one of those that go through the levels of a noise-conditioned model. */
    public static final String LEVELS = "heun";

    private static final String WITH_LOG_DENSITY = "hmc";
    private static final String SCORE_ALONE = "langevin";

    private Samplers() {}

    /**
     * Finds a sampler by its id.
     *
     * @param id the id, or {@code auto}
     * @param hasLogDensity whether the model has a log-density
     * @param catalog the installed samplers
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if none has that id
     */
    public static Sampler choose(String id, boolean hasLogDensity, Catalog catalog) {
        boolean auto = id.equals(SampleSettings.AUTO);
        return catalog.sampler(auto ? hasLogDensity ? WITH_LOG_DENSITY : SCORE_ALONE : id);
    }

    /**
     * The default configuration of annealed importance sampling.
     *
     * @param catalog the installed samplers
     * @param seed of random numbers
     */
    public static AisConfig annealedImportance(Catalog catalog, long seed) {
        Sampler sampler = catalog.sampler(WITH_LOG_DENSITY);
        return new AisConfig(
                sampler,
                Options.defaults(sampler.options()),
                SampleSettings.PARTICLES.defaultValue(),
                SampleSettings.TEMPERATURES.defaultValue(),
                0,
                SampleSettings.AIS_BURN_IN.defaultValue(),
                seed);
    }
}
