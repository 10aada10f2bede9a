package org.slicedscore.api;

import org.slicedscore.api.expr.Expr;

/**
 * A log-density that can also be drawn from directly: a formula turns random numbers into a row, without a Markov chain.
 * Where it is {@link #normalised()} too, as a flow is, its log-likelihood and its samples are both exact.
 */
public interface GenerativeModel extends LogDensityModel {
    /** Where a sample gets its shape and randomness from. Rows are independent, and fresh for every draw. */
    interface Draws {
        /**
         * The number of rows to draw.
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
         * Independent standard normal numbers. Asking again gives the same ones.
         *
         * @return [B,D]
         */
        Expr normal();

        /**
         * Independent uniform numbers on [0, 1), a few for each row, independent of {@link #normal()}.
         *
         * @param count how many for each row
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
