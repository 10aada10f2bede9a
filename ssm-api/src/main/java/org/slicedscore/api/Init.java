package org.slicedscore.api;

import java.util.Arrays;
import org.slicedscore.api.expr.Shape;

/** A rule for the initial values of a parameter. */
@FunctionalInterface
public interface Init {
    /** Sources of initial values. The same seed gives the same numbers. */
    interface Source {
        /** {@return the next standard normal number: a draw from N(0, 1)} */
        double normal();

        /** {@return the next uniform number: a draw from U[0, 1)} */
        double uniform();

        /** {@return the number of training rows available, 0 without data, as in a benchmark} */
        int rows();

        /**
         * A training row, after preprocessing.
         *
         * @param index 0 to {@link #rows()} - 1
         * @return its D numbers
         */
        double[] row(int index);
    }

    /**
     * Computes the initial values.
     *
     * @param shape the parameter's shape
     * @param source random numbers and training rows
     * @return the elements in row-major order
     */
    double[] values(Shape shape, Source source);

    /**
     * All elements equal.
     *
     * @param value the element
     * @return the rule
     */
    static Init constant(double value) {
        return (shape, source) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            Arrays.fill(values, value);
            return values;
        };
    }

    /**
     * Ones on the diagonal of a matrix, zeros elsewhere.
     *
     * @return the rule
     */
    static Init identity() {
        return (shape, source) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            for (int i = 0; i < Math.min(shape.dim(0), shape.dim(1)); i++) {
                values[i * shape.dim(1) + i] = 1;
            }
            return values;
        };
    }

    /**
     * Independent draws from U(−bound, bound).
     *
     * @param bound the largest magnitude
     * @return the rule
     */
    static Init uniform(double bound) {
        return (shape, source) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            Arrays.setAll(values, i -> (2 * source.uniform() - 1) * bound);
            return values;
        };
    }

    /**
     * Independent draws from N(0, deviation²).
     *
     * @param deviation the standard deviation
     * @return the rule
     */
    static Init normal(double deviation) {
        return (shape, source) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            Arrays.setAll(values, i -> source.normal() * deviation);
            return values;
        };
    }

    /**
     * Training rows picked at random, one for each row of a parameter [K,D]; standard normal without data.
     *
     * @return the rule
     */
    static Init trainingRows() {
        return (shape, source) -> {
            int d = shape.last();
            double[] values = new double[Math.toIntExact(shape.size())];
            for (int start = 0; start < values.length; start += d) {
                if (source.rows() == 0) {
                    Arrays.setAll(values, i -> source.normal());
                    return values;
                }
                double[] row = source.row((int) (source.uniform() * source.rows()));
                System.arraycopy(row, 0, values, start, d);
            }
            return values;
        };
    }
}
