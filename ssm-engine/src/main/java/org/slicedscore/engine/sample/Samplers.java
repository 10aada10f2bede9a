package org.slicedscore.engine.sample;

import org.slicedscore.api.Sampler;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;

/** Chooses samplers. */
public final class Samplers {
    /** The word for draws without a chain. */
    public static final String EXACT = "exact";

    private static final String WITH_LOG_DENSITY = "hmc";
    private static final String SCORE_ALONE = "langevin";

    private Samplers() {}

    /**
     * A sampler by its id.
     *
     * @param id the id, or {@code auto}
     * @param hasLogDensity whether the model has a log-density
     * @param catalog where samplers are
     * @return the sampler
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if there is none of that id
     */
    public static Sampler choose(String id, boolean hasLogDensity, Catalog catalog) {
        boolean auto = id.equals(SampleSettings.AUTO);
        return catalog.sampler(auto ? hasLogDensity ? WITH_LOG_DENSITY : SCORE_ALONE : id);
    }

    /**
     * Annealed importance sampling with everything at its default.
     *
     * @param catalog where samplers are
     * @param seed what it depends on
     * @return the configuration
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
