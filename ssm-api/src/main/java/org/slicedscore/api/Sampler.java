package org.slicedscore.api;

import java.util.OptionalDouble;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * A Markov chain whose stationary distribution is a given density, exactly or approximately, written as one formula over a batch of
 * independent chains. One call gives one transition; states live on the device.
 *
 * <p>Chains must not depend on each other: row b of every expression belongs to chain b.
 */
public interface Sampler extends Plugin {
    /** A position of every chain, with the target's values there, computed on demand. */
    interface Point {
        /** {@return the position: x, [B,D]} */
        Expr position();

        /**
         * log π̃ at the position, up to a constant.
         *
         * @return [B]
         * @throws SsmException of kind USAGE if the model is a score field and has none
         */
        Expr logDensity();

        /** {@return the target's score at the position: ∇ₓ log π̃, [B,D]} */
        Expr score();
    }

    /** The inputs of a transition. Random numbers are fresh at every transition and depend on the chain's number. */
    interface Step {
        /**
         * The point before the transition. Its known values are kept from the previous transition.
         *
         * @return the current point
         */
        Point current();

        /**
         * The target at other positions.
         *
         * @param position [B,D]
         * @return the point
         */
        Point at(Expr position);

        /**
         * Moves the chains that accept.
         *
         * @param accepted [B], nonzero if the chain moves
         * @param proposed the proposed point
         * @return the proposed point for chains that accept, the current one for the others
         */
        Point choose(Expr accepted, Point proposed);

        /** {@return the step size ε > 0, a scalar, which warm-up may adapt} */
        Expr stepSize();

        /**
         * Independent standard normal numbers.
         *
         * @param purpose the purpose, which separates streams
         * @return [B,D]
         */
        Expr normal(String purpose);

        /**
         * Independent uniform numbers on [0, 1), one for each chain.
         *
         * @param purpose the purpose, which separates streams
         * @return [B]
         */
        Expr uniform(String purpose);

        /**
         * The value of an option.
         *
         * @param <T> its type
         * @param option one that the sampler declares
         * @return its value in this run
         */
        <T> T option(Option<T> option);
    }

    /**
     * The result of a transition.
     *
     * @param next the point after the transition
     * @param acceptance the acceptance probability of each chain's proposal, [B]; for a sampler that accepts
     *     everything, an estimate of the acceptance probability that exactness would require
     */
    record Transition(Point next, Expr acceptance) {}

    /**
     * The formula.
     *
     * @param step the current point and randomness
     * @return the transition
     */
    Transition transition(Step step);

    /**
     * Whether it needs log-densities. If so, it rejects score fields.
     *
     * @return true unless the score alone is enough
     */
    default boolean needsLogDensity() {
        return true;
    }

    /**
     * {@return whether the target is exactly stationary at every step size, as annealed importance sampling requires:
     * false if a finite step size leaves a bias}
     */
    default boolean exact() {
        return needsLogDensity();
    }

    /**
     * The mean acceptance probability targeted by warm-up when it adapts the step size.
     *
     * @param options values of the options that the sampler declares
     * @return a number between 0 and 1, or empty if the step size is not adapted
     */
    OptionalDouble targetAcceptance(Options options);

    /**
     * The probability min(1, eʳ) of accepting a move in the Metropolis-Hastings algorithm; 0 if r is NaN.
     *
     * @param logRatio r, [B]
     * @return [B], from 0 to 1
     */
    static Expr acceptance(Expr logRatio) {
        Expr zero = Expr.constant(0);
        // neither comparison holds for NaN, so a proposal that is not finite is rejected
        Expr upwards = Expr.constant(-Float.MIN_NORMAL).less(logRatio);
        return logRatio.less(zero).select(logRatio.exp(), upwards.select(Expr.constant(1), zero));
    }
}
