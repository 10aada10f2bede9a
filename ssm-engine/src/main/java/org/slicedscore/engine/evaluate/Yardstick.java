package org.slicedscore.engine.evaluate;

import org.slicedscore.data.Dataset;

/** A density fitted to training rows, in the model's coordinates, that a model is compared with. */
interface Yardstick {
    /** The name in JSON: lower-case, never changed. */
    String id();

    /** What it is, for people. */
    String name();

    /**
     * What it says of rows.
     *
     * @param rows in the model's coordinates
     */
    Values at(Dataset rows);

    /**
     * One number a row of each.
     *
     * @param losses the score-matching loss tr H + ½‖s‖²
     * @param logDensities log p
     */
    record Values(double[] losses, double[] logDensities) {}
}
