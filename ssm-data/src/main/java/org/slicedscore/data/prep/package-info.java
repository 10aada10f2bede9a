/**
 * Maps rows from a table's coordinates to a model's and back: {@link org.slicedscore.data.prep.Diagnostics} finds
 * what would make training degenerate, {@link org.slicedscore.data.prep.Preparation} decides how to treat it and fits
 * a {@link org.slicedscore.data.prep.Preprocessing}, which a run saves.
 *
 * <p>Score-matching losses have no lower bound on finite data: a density may grow without limit on a value shared by
 * many rows, and the loss falls to −∞. So quantised columns and repeated rows are spread out before training by
 * default. {@code docs/data.md} has the formulas and thresholds.
 */
package org.slicedscore.data.prep;
