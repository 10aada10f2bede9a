package org.slicedscore.testkit;

import java.util.SplittableRandom;
import org.slicedscore.api.Detector;
import org.slicedscore.api.random.RandomNumbers;

/**
 * Rows for a detector to learn from.
 *
 * @param values row-major [n, D]
 * @param dim D
 */
record KitTrainingRows(float[] values, int dim) implements Detector.Rows {
    /** Correlated Gaussian rows: each column is half of the one before and a draw of its own, of unit variance. */
    static KitTrainingRows gaussian(long seed, int rows, int dim) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * dim];
        for (int i = 0; i < values.length; i++) {
            double own = random.nextGaussian();
            values[i] = (float) (i % dim == 0 ? own : 0.5 * values[i - 1] + Math.sqrt(0.75) * own);
        }
        return new KitTrainingRows(values, dim);
    }

    /** All rows but one. */
    KitTrainingRows without(int row) {
        float[] left = new float[values.length - dim];
        System.arraycopy(values, 0, left, 0, row * dim);
        System.arraycopy(values, (row + 1) * dim, left, row * dim, left.length - row * dim);
        return new KitTrainingRows(left, dim);
    }

    @Override
    public int rows() {
        return values.length / dim;
    }

    @Override
    public void copy(int index, float[] out, int from) {
        System.arraycopy(values, index * dim, out, from, dim);
    }

    @Override
    public RandomNumbers random() {
        SplittableRandom random = new SplittableRandom(1);
        return new RandomNumbers() {
            @Override
            public double normal() {
                return random.nextGaussian();
            }

            @Override
            public double uniform() {
                return random.nextDouble();
            }

            @Override
            public int nextInt(int bound) {
                return random.nextInt(bound);
            }
        };
    }
}
