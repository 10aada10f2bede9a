package org.slicedscore.data.synthetic;

import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.data.random.RandomStream;

/** An exactly known density on ℝᴰ. Implementations are immutable. */
public interface SyntheticSet {
    /** The name in {@code synthetic:NAME}, such as {@code two-moons}. */
    String name();

    /** The dimension: D, at least 1. */
    int dim();

    /**
     * Draws a row.
     *
     * @param random source of random numbers
     * @param out receives the row
     * @param from index of its first element
     */
    void draw(RandomNumbers random, double[] out, int from);

    /** The normalised log-density log p(x) of a row [D]. */
    double logDensity(double[] x);

    /** Writes the score ∇ log p(x) of a row x, [D]. */
    void score(double[] x, double[] out);

    /**
     * Draws rows. Row i depends only on the seed and i, so a longer draw begins with the same rows.
     *
     * @param rows number of rows
     * @param seed any value
     * @return [rows, D], row-major
     */
    default double[] sample(int rows, long seed) {
        int dim = dim();
        double[] out = new double[Math.multiplyExact(rows, dim)];
        RandomStream random = new RandomStream(seed, "synthetic:" + name());
        for (int row = 0; row < rows; row++) {
            random.restart(row);
            draw(random, out, row * dim);
        }
        return out;
    }
}
