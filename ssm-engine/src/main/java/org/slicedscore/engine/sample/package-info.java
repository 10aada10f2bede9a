/**
 * Sampling from models by Markov chains, convergence diagnostics, and the normalising constant by annealed importance
 * sampling. Chains run as compiled programs: one run makes a transition of a whole batch, with all state on the device.
 */
package org.slicedscore.engine.sample;
