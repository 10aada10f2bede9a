/**
 * Sampling from models by Markov chains, what tells whether the chains have converged, and the normalising constant by
 * annealed importance sampling. Chains run as compiled programs: a transition of a whole batch of chains is one run, with
 * all state on the device.
 */
package org.slicedscore.engine.sample;
