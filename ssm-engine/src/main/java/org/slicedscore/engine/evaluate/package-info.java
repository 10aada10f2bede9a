/** Evaluation of trained models: losses on held-out rows with standard errors, and densities and scores of any rows. */
package org.slicedscore.engine.evaluate;
