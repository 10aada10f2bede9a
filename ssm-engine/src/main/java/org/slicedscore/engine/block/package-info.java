/** Batches in blocks of rows: the cut, the fixed tree in which sums over blocks come together, and who computes which blocks. */
package org.slicedscore.engine.block;
