package org.slicedscore.core.score;

import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** The source of a score function's directions. */
public interface Directions {
    /**
     * The purpose that keys the random numbers of directions. Signs and uniform numbers have their own streams: with
     * one key all three would come from the same words, and a projection that uses two of them would get dependent
     * numbers.
     */
    String PURPOSE = "directions";

    /**
     * Directions for a batch.
     *
     * @param rows B
     * @param dimension D
     * @return [M,B,D]
     */
    Expr sample(int rows, int dimension);

    /**
     * The factor c with E[vvᵀ] = c·I.
     *
     * @param dimension D
     * @return c, or empty if there is none
     */
    OptionalDouble secondMoment(int dimension);

    /**
     * The largest number of directions per row.
     *
     * @param dimension D
     * @return at least 1; by default unlimited
     */
    default int mostDirections(int dimension) {
        return Integer.MAX_VALUE;
    }

    /** Their name in messages, such as {@code projection 'sphere'}. */
    String name();

    /**
     * Fresh directions at every step.
     *
     * @param projection their distribution
     * @param options values of the options that the projection declares
     * @param count M
     */
    static Directions random(Projection projection, Options options, int count) {
        return random(projection, options, count, PURPOSE);
    }

    /**
     * Fresh directions at every step, from their own stream.
     *
     * @param projection their distribution
     * @param options values of the options that the projection declares
     * @param count M
     * @param purpose the purpose, which separates streams
     */
    static Directions random(Projection projection, Options options, int count, String purpose) {
        return new Directions() {
            @Override
            public Expr sample(int rows, int dimension) {
                if (count > mostDirections(dimension)) {
                    throw Problem.usage(Subject.setting("projections"))
                            .found("%d", count)
                            .expected(
                                    "at most %d directions a row of %s for %d columns",
                                    mostDirections(dimension), name(), dimension)
                            .exception();
                }
                Expr v = projection.sample(new RandomDraws(count, rows, dimension, options, purpose));
                Shape expected = Shape.of(count, rows, dimension);
                if (!v.shape().equals(expected)) {
                    throw new IllegalStateException(
                            name() + " gives directions of shape " + v.shape() + ", expected " + expected);
                }
                return v;
            }

            @Override
            public OptionalDouble secondMoment(int dimension) {
                return projection.secondMoment(dimension, options);
            }

            @Override
            public int mostDirections(int dimension) {
                return projection.mostDirections(dimension);
            }

            @Override
            public String name() {
                return "projection '" + projection.id() + "'";
            }
        };
    }

    /**
     * Given directions.
     *
     * @param directions [M,B,D]
     * @param secondMoment c with E[vvᵀ] = c·I
     */
    static Directions given(Expr directions, double secondMoment) {
        return new Directions() {
            @Override
            public Expr sample(int rows, int dimension) {
                return directions;
            }

            @Override
            public OptionalDouble secondMoment(int dimension) {
                return OptionalDouble.of(secondMoment);
            }

            @Override
            public String name() {
                return "given directions";
            }
        };
    }

    /**
     * Shape and randomness for a projection's formula.
     *
     * @param directions M
     * @param rows B
     * @param dimension D
     * @param options of the projection
     * @param purpose the purpose
     */
    record RandomDraws(int directions, int rows, int dimension, Options options, String purpose)
            implements Projection.Draws {
        /**
         * Draws for the directions of a loss.
         *
         * @param directions M
         * @param rows B
         * @param dimension D
         * @param options of the projection
         */
        public RandomDraws(int directions, int rows, int dimension, Options options) {
            this(directions, rows, dimension, options, PURPOSE);
        }

        @Override
        public Expr normal() {
            return random(Distribution.NORMAL, purpose, dimension);
        }

        @Override
        public Expr signs() {
            return random(Distribution.RADEMACHER, purpose + ".signs", dimension);
        }

        @Override
        public Expr uniform(int count) {
            return random(Distribution.UNIFORM, purpose + ".uniform", count);
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }

        private Expr random(Distribution distribution, String stream, int elements) {
            Shape shape = Shape.of(directions, rows, elements);
            return Expr.of(new Primitive.Random(distribution, stream, shape));
        }
    }
}
