package org.slicedscore.api;

import java.util.OptionalDouble;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * A Markov chain that has a density as its stationary one, exactly or nearly so, written as one formula over a batch of
 * independent chains. One call gives one transition; states live on the device.
 *
 * <p>A chain must not see the others: row b of every expression belongs to chain b.
 */
public interface Sampler extends Plugin {
    /** A position of every chain, with what is known of the target there. Nothing is computed that is not asked for. */
    interface Point {
        /**
         * Where the chains are.
         *
         * @return x, [B,D]
         */
        Expr position();

        /**
         * log π̃ at the position, up to a constant.
         *
         * @return [B]
         * @throws SsmException of kind USAGE if the model is a score field and has none
         */
        Expr logDensity();

        /**
         * The target's score at the position.
         *
         * @return ∇ₓ log π̃, [B,D]
         */
        Expr score();
    }

    /** What a transition is made of. Random numbers are fresh at every transition and belong to the chain's number. */
    interface Step {
        /**
         * Where the chains are before the transition. What is known there is kept from the transition before.
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
         * @param accepted [B], not 0 where the chain moves
         * @param proposed where to
         * @return the proposed point for chains that accept, the current one for the others
         */
        Point choose(Expr accepted, Point proposed);

        /**
         * The step size, which warm-up may adapt.
         *
         * @return ε > 0, a scalar
         */
        Expr stepSize();

        /**
         * Independent standard normal numbers.
         *
         * @param purpose what for; separates streams
         * @return [B,D]
         */
        Expr normal(String purpose);

        /**
         * Independent uniform numbers on [0, 1), one for each chain.
         *
         * @param purpose what for; separates streams
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
     * What a transition came to.
     *
     * @param next where the chains are after it
     * @param acceptance the probability with which each chain's proposal was accepted, [B]; for a sampler that accepts
     *     everything, the one with which it would have to be accepted for exactness, as well as that is known
     */
    record Transition(Point next, Expr acceptance) {}

    /**
     * The formula.
     *
     * @param step where the chains are, and randomness
     * @return the transition
     */
    Transition transition(Step step);

    /**
     * Whether it asks for log-densities: such a sampler is refused for a score field.
     *
     * @return true unless the score alone is enough
     */
    default boolean needsLogDensity() {
        return true;
    }

    /**
     * Whether the target is exactly stationary at every step size: annealed importance sampling needs that.
     *
     * @return false where a finite step size leaves a bias
     */
    default boolean exact() {
        return needsLogDensity();
    }

    /**
     * The mean acceptance probability that warm-up adapts the step size to.
     *
     * @param options values of the options that the sampler declares
     * @return a number between 0 and 1, or empty where the step size is not to be adapted
     */
    OptionalDouble targetAcceptance(Options options);

    /**
     * The probability min(1, eʳ) of accepting a move by Metropolis and Hastings, 0 where r is not a number.
     *
     * @param logRatio r, [B]
     * @return [B], from 0 to 1
     */
    static Expr acceptance(Expr logRatio) {
        Expr zero = Expr.constant(0);
        // neither comparison holds for NaN: a proposal that left the finite numbers is refused
        Expr upwards = Expr.constant(-Float.MIN_NORMAL).less(logRatio);
        return logRatio.less(zero).select(logRatio.exp(), upwards.select(Expr.constant(1), zero));
    }
}
