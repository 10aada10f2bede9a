package org.slicedscore.api;

import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;

/**
 * A distribution from which training draws fresh rows at every step: a simulator, a push-forward of noise, or a known
 * density. Its name as a source of data is {@code generator:ID?option=value&...}; {@code synthetic:ID?...}
 * draws from it once.
 */
public interface Generator extends Plugin {
    /**
     * The distribution for given options.
     *
     * @param options values of the options that the generator declares
     * @return the source of rows
     * @throws SsmException of kind USAGE for incompatible options
     */
    Source open(Options options);

    /**
     * A distribution on ℝᴰ. A draw depends only on the random numbers. A source may keep scratch memory, because it
     * is used by one thread at a time.
     */
    interface Source {
        /** {@return the dimension: D, at least 1} */
        int dim();

        /**
         * Draws one row. Called for every row of every training step, so it should not allocate.
         *
         * @param random the row's own random numbers, without limit
         * @param out receives the row
         * @param from index of its first element
         */
        void draw(RandomNumbers random, double[] out, int from);

        /**
         * {@return whether the score is known, so that models can be compared with it: false for a distribution that
         * can only be sampled}
         */
        default boolean knowsScore() {
            return false;
        }

        /**
         * The score, if known.
         *
         * @param x a row, [D]
         * @param out receives ∇ log p(x), [D]
         * @throws UnsupportedOperationException if the score is unknown
         */
        default void score(double[] x, double[] out) {
            throw new UnsupportedOperationException("the score of this distribution is not known");
        }
    }
}
