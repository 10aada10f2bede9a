/**
 * Densities that are known exactly, to train on and to measure against: each draws rows and gives its normalised
 * log-density and its score. {@code docs/data.md} has the formulas.
 */
package org.slicedscore.data.synthetic;
