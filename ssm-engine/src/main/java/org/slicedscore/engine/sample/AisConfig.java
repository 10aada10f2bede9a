package org.slicedscore.engine.sample;

import org.slicedscore.api.Sampler;
import org.slicedscore.api.option.Options;

/**
 * How to estimate a normalising constant.
 *
 * @param sampler the transitions, exact at every step size
 * @param options values of the options that the sampler declares
 * @param particles independent paths of each direction, at least 2
 * @param temperatures number of steps from the reference to the model, at least 1
 * @param stepSize ε of all transitions; 0 to adapt one for each temperature in a pilot run
 * @param burnIn transitions at the model itself before the reverse paths begin, unless these begin at exact draws
 * @param seed of random numbers
 */
public record AisConfig(
        Sampler sampler, Options options, int particles, int temperatures, double stepSize, int burnIn, long seed) {}
