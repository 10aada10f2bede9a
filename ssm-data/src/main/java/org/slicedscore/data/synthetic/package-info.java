/**
 * Exactly known densities for training and evaluation: each draws rows and gives its normalised
 * log-density and its score. {@code docs/data.md} has the formulas.
 */
package org.slicedscore.data.synthetic;
