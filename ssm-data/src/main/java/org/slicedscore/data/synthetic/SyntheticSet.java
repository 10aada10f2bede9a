package org.slicedscore.data.synthetic;

import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.data.random.RandomStream;

/** A density on ℝᴰ that is known exactly. Implementations are immutable. */
public interface SyntheticSet {
    /** The name in {@code synthetic:NAME}, such as {@code two-moons}. */
    String name();

    /** The dimension: D, at least 1. */
    int dim();

    /**
     * Draws a row.
     *
     * @param random where the numbers come from
     * @param out where the row goes
     * @param from index of its first element
     */
    void draw(RandomNumbers random, double[] out, int from);

    /**
     * The normalised log-density.
     *
     * @param x a row [D]
     * @return log p(x)
     */
    double logDensity(double[] x);

    /**
     * The score.
     *
     * @param x a row [D]
     * @param out where ∇ log p(x) goes, [D]
     */
    void score(double[] x, double[] out);

    /**
     * Draws rows. Row i depends on the seed and i alone: more rows begin with the same ones.
     *
     * @param rows how many
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
