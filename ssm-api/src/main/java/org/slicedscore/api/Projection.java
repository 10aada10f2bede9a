package org.slicedscore.api;

import java.util.OptionalDouble;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * A distribution of directions v that the score is projected on, independent of x, with E[vvᵀ] positive definite and
 * E‖v‖² finite (Song et al. 2019, section 3).
 */
public interface Projection extends Plugin {
    /** Where directions get their shape and randomness from. Draws are fresh at every step. */
    interface Draws {
        /**
         * The number of directions a row.
         *
         * @return M
         */
        int directions();

        /**
         * The number of rows.
         *
         * @return B
         */
        int rows();

        /**
         * The number of features.
         *
         * @return D
         */
        int dimension();

        /**
         * Independent standard normal numbers.
         *
         * @return [M,B,D]
         */
        Expr normal();

        /**
         * Independent signs, -1 or +1.
         *
         * @return [M,B,D]
         */
        Expr signs();

        /**
         * Independent uniform numbers on [0, 1), a few for each direction.
         *
         * @param count how many for each direction
         * @return [M,B,count]
         */
        Expr uniform(int count);

        /**
         * The value of an option.
         *
         * @param <T> its type
         * @param option one that the projection declares
         * @return its value in this run
         */
        <T> T option(Option<T> option);
    }

    /**
     * The formula.
     *
     * @param draws shape and randomness
     * @return the directions, [M,B,D]
     */
    Expr sample(Draws draws);

    /**
     * The factor c where E[vvᵀ] = c·I: the variance-reduced objective needs it.
     *
     * @param dimension D
     * @param options values of the options that the projection declares
     * @return c, or empty where the second moment is not a multiple of the identity
     */
    OptionalDouble secondMoment(int dimension, Options options);

    /**
     * The largest number of directions that one row can have, as where they are orthogonal to each other.
     *
     * @param dimension D
     * @return at least 1; any number unless overridden
     */
    default int mostDirections(int dimension) {
        return Integer.MAX_VALUE;
    }
}
