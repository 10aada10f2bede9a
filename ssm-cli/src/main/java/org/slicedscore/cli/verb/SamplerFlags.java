package org.slicedscore.cli.verb;

import org.slicedscore.api.Sampler;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.engine.sample.SampleSettings;
import org.slicedscore.engine.sample.Samplers;

/** Settings that the verbs with Markov chains share. */
final class SamplerFlags {
    private SamplerFlags() {}

    /** The sampler that is asked for. */
    static Sampler sampler(Context context, SettingValues values, boolean hasLogDensity) {
        try {
            return Samplers.choose(values.get(SampleSettings.SAMPLER), hasLogDensity, context.catalog());
        } catch (SsmException e) {
            throw values.wrong(SampleSettings.SAMPLER.name(), "%s", e.problem());
        }
    }
}
