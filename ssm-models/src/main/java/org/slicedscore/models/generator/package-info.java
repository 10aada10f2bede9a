/** The generators that ship, except those of known densities. */
package org.slicedscore.models.generator;
