package org.slicedscore.api;

import java.util.OptionalDouble;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * A sampler that draws independent rows from a noise-conditioned model: it starts at the greatest noise level, where rows are
 * Gaussian, and goes down from level to level to the least, whose density the model describes. It is written as one formula,
 * for the way from a level to the next, over a batch of rows that do not depend on each other.
 *
 * <p>It is no Markov chain: it has no {@link #transition}, and no step size to adapt.
 *
 * @since 0.2.0
 */
public interface LevelSampler extends Sampler {
    /** The inputs of a descent from one level to the next. */
    interface Descent {
        /** {@return the rows at the level: x, [B,D]} */
        Expr rows();

        /** {@return the level: σ &gt; 0, a scalar} */
        Expr level();

        /** {@return the level to reach: σ' from 0 to σ, a scalar} */
        Expr next();

        /**
         * The model's score.
         *
         * @param rows x, [B,D]
         * @param level σ &gt; 0, a scalar
         * @return ∇ₓ log p(x; σ), [B,D]
         */
        Expr score(Expr rows, Expr level);

        /**
         * Independent standard normal numbers, fresh for each row and level.
         *
         * @param purpose the purpose, which separates streams
         * @return [B,D]
         */
        Expr normal(String purpose);

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
     * The levels that rows pass through.
     *
     * @param most the greatest level, positive
     * @param least the least level, positive and less than {@code most}
     * @param options values of the options that the sampler declares
     * @return at least two levels, falling, the first {@code most}, the last {@code least}
     */
    double[] levels(double most, double least, Options options);

    /**
     * The formula.
     *
     * @param step the rows at a level, and the level to reach
     * @return the rows at {@link Descent#next()}, [B,D]
     */
    Expr descend(Descent step);

    /**
     * Levels that are evenly spaced in σ^(1/ρ) (Karras et al. 2022, NeurIPS, equation 5): close together where they are small.
     *
     * @param most the first
     * @param least the last
     * @param steps ways from one to the next, at least 1
     * @param rho ρ, at least 1
     * @return {@code steps} + 1 levels
     */
    static double[] spaced(double most, double least, int steps, double rho) {
        double[] levels = new double[steps + 1];
        double high = Math.pow(most, 1 / rho);
        double low = Math.pow(least, 1 / rho);
        for (int i = 1; i < steps; i++) {
            levels[i] = Math.pow(high + (low - high) * i / steps, rho);
        }
        levels[0] = most;
        levels[steps] = least;
        return levels;
    }

    /** {@return false: the score is enough} */
    @Override
    default boolean needsLogDensity() {
        return false;
    }

    /** {@return empty: there is no step size} */
    @Override
    default OptionalDouble targetAcceptance(Options options) {
        return OptionalDouble.empty();
    }

    /**
     * Refuses.
     *
     * @throws org.slicedscore.api.error.SsmException of kind USAGE always
     */
    @Override
    default Transition transition(Step step) {
        throw Problem.usage(new Subject.Plugin("sampler", id()))
                .says("goes through noise levels and is no Markov chain")
                .remedy("use %s", Alternative.MARKOV_CHAIN)
                .exception();
    }
}
