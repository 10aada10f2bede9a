/**
 * Training: one program a step, which draws directions, takes the loss and all gradients, clips, moves the parameters and
 * averages them, with all state on the device; evaluation on held-out rows, early stopping, and the listener that hears of it.
 */
package org.slicedscore.engine.train;
