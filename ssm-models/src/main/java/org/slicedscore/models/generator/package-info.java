/** The generators that ship, besides those of known densities. */
package org.slicedscore.models.generator;
