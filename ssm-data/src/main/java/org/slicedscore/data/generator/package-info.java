/** The known densities of {@code synthetic:NAME} as generators. */
package org.slicedscore.data.generator;
