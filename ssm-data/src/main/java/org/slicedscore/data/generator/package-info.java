/** The known densities of {@code synthetic:NAME} as generators, to be drawn from at every step. */
package org.slicedscore.data.generator;
