package org.slicedscore.api;

import java.util.OptionalDouble;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * A distribution of directions v onto which the score is projected, independent of x, with E[vvᵀ] positive definite and
 * E‖v‖² finite (Song et al. 2019, section 3).
 */
public interface Projection extends Plugin {
    /** Shape and randomness of directions. Draws are fresh at every step. */
    interface Draws {
        /** {@return the number of directions per row: M} */
        int directions();

        /** {@return the number of rows: B} */
        int rows();

        /** {@return the number of features: D} */
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
         * Independent uniform numbers on [0, 1), {@code count} for each direction.
         *
         * @param count numbers for each direction
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
     * The factor c with E[vvᵀ] = c·I, required by the variance-reduced objective.
     *
     * @param dimension D
     * @param options values of the options that the projection declares
     * @return c, or empty if the second moment is not a multiple of the identity
     */
    OptionalDouble secondMoment(int dimension, Options options);

    /**
     * The largest number of directions per row, for example if they are mutually orthogonal.
     *
     * @param dimension D
     * @return at least 1; by default unlimited
     */
    default int mostDirections(int dimension) {
        return Integer.MAX_VALUE;
    }
}
