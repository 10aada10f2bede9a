/** How good learned densities are: likelihoods beside yardsticks, weights of modes, maps, conditions. */
package org.slicedscore.experiments.density;
