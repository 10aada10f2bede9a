package org.slicedscore.api;

import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;

/**
 * A distribution that rows are drawn from, afresh at every training step: a simulator, a push-forward of noise, or a known
 * density. Its name as a source of data is {@code generator:ID?option=value&...}; {@code synthetic:ID?...}
 * draws from it once.
 */
public interface Generator extends Plugin {
    /**
     * The distribution for given options.
     *
     * @param options values of the options that the generator declares
     * @return the source of rows
     * @throws SsmException of kind USAGE for options that do not go together
     */
    Source open(Options options);

    /**
     * A distribution on ℝᴰ. A draw depends on the random numbers alone; scratch memory may be kept, for a source is used by
     * one thread at a time.
     */
    interface Source {
        /**
         * The dimension.
         *
         * @return D, at least 1
         */
        int dim();

        /**
         * Draws one row. Called at every training step for every row: it should allocate nothing.
         *
         * @param random the row's own numbers; as many of them as it likes
         * @param out where the row goes
         * @param from index of its first element
         */
        void draw(RandomNumbers random, double[] out, int from);

        /**
         * Whether the score is known, so that a model can be measured against it.
         *
         * @return false for a distribution that can only be sampled
         */
        default boolean knowsScore() {
            return false;
        }

        /**
         * The score, where it is known.
         *
         * @param x a row, [D]
         * @param out where ∇ log p(x) goes, [D]
         * @throws UnsupportedOperationException if it is not
         */
        default void score(double[] x, double[] out) {
            throw new UnsupportedOperationException("the score of this distribution is not known");
        }
    }
}
