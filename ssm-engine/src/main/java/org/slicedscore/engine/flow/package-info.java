/** Log-densities and samples of noise-conditioned models by the probability flow. */
package org.slicedscore.engine.flow;
