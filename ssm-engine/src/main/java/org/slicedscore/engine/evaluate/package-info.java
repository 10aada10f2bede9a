/** What is known of a trained model: losses on held-out rows with their errors, and the densities and scores of any rows. */
package org.slicedscore.engine.evaluate;
