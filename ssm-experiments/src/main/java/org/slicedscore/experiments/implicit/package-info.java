/** Models trained through distributions that can only be sampled: entropies, variational and Wasserstein auto-encoders. */
package org.slicedscore.experiments.implicit;
