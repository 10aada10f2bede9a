package org.slicedscore.cli.verb;

import org.slicedscore.api.Sampler;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Option;
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

    static long seed(SettingValues values) {
        String text = values.get(SampleSettings.SEED);
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw values.wrong(SampleSettings.SEED.name(), "found '%s', expected a whole number", text);
        }
    }

    /** The step size, 0 for one that is adapted. */
    static double stepSize(SettingValues values, Option<String> option) {
        String text = values.get(option).strip();
        if (text.equals(SampleSettings.AUTO)) {
            return 0;
        }
        try {
            double value = Double.parseDouble(text);
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below, as a number out of range is
        }
        throw values.wrong(option.name(), "found '%s', expected auto or a positive number", text);
    }
}
