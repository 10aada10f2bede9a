/**
 * From the rows of a table to the coordinates of a model and back: {@link org.slicedscore.data.prep.Diagnostics} finds
 * what would make training degenerate, {@link org.slicedscore.data.prep.Preparation} decides what to do about it and fits
 * a {@link org.slicedscore.data.prep.Preprocessing}, which a run saves.
 *
 * <p>Score-matching losses have no lower bound on finite data: a density may grow without end on a value that many rows
 * share, and the loss falls to −∞ with it. So quantised columns and repeated rows are spread out before training, unless the
 * user says otherwise. {@code docs/data.md} has the formulas and thresholds.
 */
package org.slicedscore.data.prep;
