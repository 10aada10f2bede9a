package org.slicedscore.api;

import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;

/**
 * A rule that learns from rows what is normal and then says of any row how strange it is. Learning gives named arrays, which a run
 * stores; a scorer made of them is a pure function of a row. Scores need no scale: thresholds and p-values are found on
 * rows that were held out.
 *
 * <p>Rows come after preprocessing: D finite numbers, columns scaled to a standard deviation of about 1, the corners of a
 * category 2 apart.
 *
 * @since 0.2.0
 */
public interface Detector extends Plugin {
    /** The rows to learn from, and random numbers that depend on the run's seed alone. */
    interface Rows {
        /** {@return the number of rows: n, at least 2} */
        int rows();

        /** {@return the number of columns: D, at least 1} */
        int dim();

        /**
         * Copies a row.
         *
         * @param index 0 to {@link #rows()} − 1
         * @param out receives D finite numbers
         * @param from index of the first of them
         */
        void copy(int index, float[] out, int from);

        /** {@return a fresh sequence of random numbers, the same at every call} */
        RandomNumbers random();
    }

    /**
     * An array that was learned.
     *
     * @param shape its shape
     * @param values its elements, row-major; not copied
     */
    record Array(Shape shape, double[] values) {
        /**
         * Checks the size.
         *
         * @throws IllegalArgumentException if the shape does not have as many elements
         */
        public Array {
            if (shape.size() != values.length) {
                throw new IllegalArgumentException(values.length + " values for the shape " + shape);
            }
        }

        /**
         * An array of one number.
         *
         * @param value the number
         * @return the array, of shape [1]
         */
        public static Array of(double value) {
            return new Array(Shape.of(1), new double[] {value});
        }
    }

    /** A pure function of a row. Used by several threads at once; allocates nothing that grows with the number of rows scored. */
    interface Scorer {
        /**
         * How strange a row is.
         *
         * @param rows holds the row
         * @param from index of its first number
         * @return larger is stranger; may be +∞, never NaN
         */
        double score(float[] rows, int from);

        /**
         * Scores of several rows, bit for bit those of {@link #score(float[], int)}. Override it where several rows together
         * take less time.
         *
         * @param rows row-major [count, D]
         * @param count the number of rows
         * @param out receives the scores
         * @param to index of the first score
         */
        default void scores(float[] rows, int count, double[] out, int to) {
            int dim = count == 0 ? 0 : rows.length / count;
            for (int i = 0; i < count; i++) {
                out[to + i] = score(rows, i * dim);
            }
        }

        /** {@return what the score is made of, column by column; empty where that is not known in closed form} */
        default Optional<Reasons> reasons() {
            return Optional.empty();
        }
    }

    /** What a score is made of. Used by several threads at once. */
    interface Reasons {
        /**
         * The part of each column in a row's score.
         *
         * @param rows holds the row
         * @param from index of its first number
         * @param out receives D numbers that add up to the score up to the rounding of 32-bit numbers
         */
        void contributions(float[] rows, int from, double[] out);

        /**
         * What would have been normal in some columns of a row, given its other columns.
         *
         * @param rows holds the row
         * @param from index of its first number
         * @param suspect for each column whether it is replaced, [D]; at least one is
         * @param out receives D numbers: what would have been normal in the suspect columns, the row itself in all others
         */
        void expected(float[] rows, int from, boolean[] suspect, double[] out);
    }

    /**
     * Learns from rows. The same rows in the same order, options and random numbers give the same arrays.
     *
     * @param rows the rows
     * @param options values of the options that the detector declares
     * @return arrays by name: lower-case words joined by '_'
     * @throws SsmException of kind USAGE for options that do not fit together, DATA if the rows cannot be used
     */
    Map<String, Array> fit(Rows rows, Options options);

    /**
     * Makes the function of what was learned.
     *
     * @param state what {@link #fit} returned, perhaps stored and read again in the meantime
     * @param options the same options
     * @return the scorer
     */
    Scorer scorer(Map<String, Array> state, Options options);

    /** A scorer's rule as an expression, for backends and exporters. */
    @FunctionalInterface
    interface Formula {
        /**
         * The scores of a block of rows.
         *
         * @param rows x, [B,D]
         * @param arrays what was learned, by name
         * @return scores, [B]; that of a row depends on this row alone, and NaN stands for +∞
         */
        Expr scores(Expr rows, Map<String, Expr> arrays);

        /**
         * The part of each column in the scores.
         *
         * @param rows x, [B,D]
         * @param arrays what was learned, by name
         * @return [B,D], those of {@link Reasons#contributions}; empty, the default, if that is not known
         */
        default Optional<Expr> contributions(Expr rows, Map<String, Expr> arrays) {
            return Optional.empty();
        }

        /**
         * {@return whether a backend computes scores by it faster than the scorer does: true unless it is for exporters
         * alone}
         */
        default boolean compiled() {
            return true;
        }
    }

    /**
     * The scorer's rule as an expression, for scores of many rows on any backend, and for other runtimes. They are those of the scorer
     * up to rounding.
     *
     * @param state what {@link #fit} returned
     * @param options the same options
     * @return the formula; empty if there is none: then the scorer is taken for all rows, and the detector cannot be exported
     */
    default Optional<Formula> formula(Map<String, Array> state, Options options) {
        return Optional.empty();
    }

    /**
     * The scores that rows would get if each alone had been left out of learning, for combining detectors.
     *
     * @param rows the rows that were learned from
     * @param state what {@link #fit} returned for them
     * @param options the same options
     * @param which indices of rows
     * @return a score for each of these; empty if they are not known without learning again, which is then done in a few
     *     parts
     */
    default Optional<double[]> leftOut(Rows rows, Map<String, Array> state, Options options, int[] which) {
        return Optional.empty();
    }
}
