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

/** Where a score function gets its directions from. */
public interface Directions {
    /**
     * The purpose that the random numbers of directions are keyed by. Signs and uniform numbers have streams of their own:
     * with one key all three would be made from the same words, and a projection that takes two of them would get numbers
     * that depend on each other.
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
     * @return c, or empty where there is none
     */
    OptionalDouble secondMoment(int dimension);

    /**
     * The largest number of directions that a row can have.
     *
     * @param dimension D
     * @return at least 1; any number unless overridden
     */
    default int mostDirections(int dimension) {
        return Integer.MAX_VALUE;
    }

    /**
     * What to call them in messages.
     *
     * @return text such as {@code projection 'sphere'}
     */
    String name();

    /**
     * Fresh directions at every step.
     *
     * @param projection how they are distributed
     * @param options values of the options that the projection declares
     * @param count M
     * @return the source
     */
    static Directions random(Projection projection, Options options, int count) {
        return random(projection, options, count, PURPOSE);
    }

    /**
     * Fresh directions at every step, from a stream of their own.
     *
     * @param projection how they are distributed
     * @param options values of the options that the projection declares
     * @param count M
     * @param purpose what for; separates streams
     * @return the source
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
     * Directions that are given.
     *
     * @param directions [M,B,D]
     * @param secondMoment c with E[vvᵀ] = c·I
     * @return the source
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
     * @param purpose what for
     */
    record RandomDraws(int directions, int rows, int dimension, Options options, String purpose)
            implements Projection.Draws {
        /**
         * For the directions of a loss.
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
