package org.slicedscore.engine.train;

import org.slicedscore.api.Generator;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Generators;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.random.RandomStream;

/**
 * Batches drawn afresh from a generator at every step. A row depends on the run's seed, the source's seed and the row's
 * number over all steps, so that any step is reached without the ones before. Allocates nothing.
 */
final class FreshRows {
    private final Generator.Source source;
    private final Preprocessing preprocessing;
    private final RowNumbers random;
    private final int[] columns;
    private final double[] drawn;
    private final double[] row;
    private final double[] prepared;
    private final double[] scratch;
    private final String name;

    private FreshRows(Generators.Open open, int[] columns, Preprocessing preprocessing, long seed) {
        this.source = open.source();
        this.columns = columns;
        this.preprocessing = preprocessing;
        this.name = open.description().name();
        this.random = new RowNumbers(
                seed,
                "generator:" + open.description().id() + ".stream:"
                        + open.description().seed());
        this.drawn = new double[source.dim()];
        this.row = new double[columns.length];
        this.prepared = new double[preprocessing.dim() + preprocessing.conditions()];
        this.scratch = new double[preprocessing.dim() + preprocessing.conditions()];
    }

    /** The stream behind a table, or null for a table that came from anywhere else, or where there is no table. */
    static FreshRows of(Table table, Preprocessing preprocessing, long seed, Catalog catalog) {
        return table != null && table.source() instanceof DataSource.Generated source && source.afresh()
                ? new FreshRows(Generators.open(source, catalog), table.selection(), preprocessing, seed)
                : null;
    }

    /** All rows of a step, counted from 0, in the model's coordinates. */
    void fill(long step, int count, float[] batch) {
        fill(step, count, 0, count, batch);
    }

    /**
     * Rows of a step in the model's coordinates.
     *
     * @param step counted from 0
     * @param batchSize rows of the step
     * @param first the index in the step of the first row that is wanted
     * @param count how many are wanted
     * @param batch receives them
     */
    void fill(long step, int batchSize, int first, int count, float[] batch) {
        int dim = prepared.length;
        for (int i = 0; i < count; i++) {
            random.restart(step * batchSize + first + i);
            source.draw(random, drawn, 0);
            for (int j = 0; j < columns.length; j++) {
                row[j] = drawn[columns[j]];
            }
            preprocessing.spread(row, prepared, scratch, random);
            for (int j = 0; j < dim; j++) {
                if (!Double.isFinite(prepared[j])) {
                    throw Problem.data(name)
                            .says("row %d of step %d is not finite", first + i, step + 1)
                            .expected("finite numbers from the generator")
                            .remedy("repair it, or give it other options")
                            .exception();
                }
                batch[i * dim + j] = (float) prepared[j];
            }
        }
    }

    /**
     * A row's numbers. Normal ones come by Marsaglia's polar method, of square root and logarithm alone: the sine of an angle
     * beyond π/4 allocates in the JDK.
     */
    private static final class RowNumbers implements RandomNumbers {
        private final RandomStream stream;
        private double spare;
        private boolean hasSpare;

        RowNumbers(long seed, String purpose) {
            stream = new RandomStream(seed, purpose);
        }

        void restart(long row) {
            stream.restart(row);
            hasSpare = false;
        }

        @Override
        public double normal() {
            if (hasSpare) {
                hasSpare = false;
                return spare;
            }
            double a;
            double b;
            double square;
            do {
                a = 2 * stream.uniform() - 1;
                b = 2 * stream.uniform() - 1;
                square = a * a + b * b;
            } while (square >= 1 || square == 0);
            double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            spare = scale * b;
            hasSpare = true;
            return scale * a;
        }

        @Override
        public double uniform() {
            return stream.uniform();
        }

        @Override
        public int nextInt(int bound) {
            return stream.nextInt(bound);
        }
    }
}
