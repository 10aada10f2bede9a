package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/**
 * A log-density with exact draws: a formula turns random numbers into a row, without a Markov chain. If it is also
 * {@link #normalised()}, like a flow, its log-likelihood and its samples are both exact.
 */
public interface GenerativeModel extends LogDensityModel {
    /** Shape and randomness of a sample. Rows are independent and fresh for every draw. */
    interface Draws {
        /** {@return the number of rows to draw: B} */
        int rows();

        /** {@return the number of features: D} */
        int dimension();

        /**
         * Independent standard normal numbers. Repeated calls return the same numbers.
         *
         * @return [B,D]
         */
        Expr normal();

        /**
         * Independent uniform numbers on [0, 1), {@code count} for each row, independent of {@link #normal()}.
         *
         * @param count numbers for each row
         * @return [B,count]
         */
        Expr uniform(int count);
    }

    /**
     * The formula of a draw: rows whose density is proportional to exp({@link #logDensity}), over the same parameters.
     *
     * @param draws shape and randomness
     * @param scope declares parameters and reads options, as for {@link #logDensity}
     * @return rows, [B,D]
     */
    Expr sample(Draws draws, ModelScope scope);
}
