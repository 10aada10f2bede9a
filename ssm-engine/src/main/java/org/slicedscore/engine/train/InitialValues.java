package org.slicedscore.engine.train;

import java.util.Arrays;
import org.slicedscore.api.Init;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;

/**
 * The first values of parameters. They depend on the seed, the parameter's name and the training rows, not on the order in
 * which parameters are asked for.
 */
public final class InitialValues {
    private final long seed;
    private final Dataset rows;
    private final double factor;

    /**
     * Values for a run.
     *
     * @param seed the run's seed
     * @param rows the training rows after preprocessing; null where there are none
     */
    public InitialValues(long seed, Dataset rows) {
        this(seed, rows, 1);
    }

    private InitialValues(long seed, Dataset rows, double factor) {
        this.seed = seed;
        this.rows = rows;
        this.factor = factor;
    }

    /**
     * The same values, each times a factor.
     *
     * @param factor any number but 0
     * @return values for a run that starts far from where runs should, such as a benchmark of saturated units
     */
    public InitialValues times(double factor) {
        return new InitialValues(seed, rows, this.factor * factor);
    }

    /**
     * The first values of a parameter.
     *
     * @param name the parameter's name
     * @param shape its shape
     * @param init its rule
     * @return the elements in row-major order
     * @throws IllegalStateException if the rule makes another number of values, or values that are not finite
     */
    public double[] of(String name, Shape shape, Init init) {
        double[] values = init.values(shape, source("init." + name));
        for (int i = 0; factor != 1 && i < values.length; i++) {
            values[i] *= factor;
        }
        if (values.length != shape.size() || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalStateException(
                    "the first values of parameter '" + name + "' are not " + shape.size() + " finite numbers");
        }
        return values;
    }

    /**
     * What first values, and options that are settled by the rows, are made from.
     *
     * @param purpose what for; separates streams
     * @return random numbers and training rows
     */
    public Init.Source source(String purpose) {
        return new Source(new RandomStream(seed, purpose));
    }

    private final class Source implements Init.Source {
        private final RandomStream random;

        Source(RandomStream random) {
            this.random = random;
        }

        @Override
        public double normal() {
            return random.normal();
        }

        @Override
        public double uniform() {
            return random.uniform();
        }

        @Override
        public int rows() {
            return rows == null ? 0 : rows.rows();
        }

        @Override
        public double[] row(int index) {
            int dim = rows.dim();
            double[] row = new double[dim];
            Arrays.setAll(row, i -> rows.at(index, i));
            return row;
        }
    }
}
