package org.slicedscore.engine.detect;

import org.slicedscore.api.Detector;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.data.random.RandomStream;

/**
 * Rows for detectors to learn from, in the model's coordinates.
 *
 * @param values [n, D], row-major, finite
 * @param dim D
 * @param seed of the random numbers
 * @param purpose which keeps them apart from those of others
 */
record DetectorRows(float[] values, int dim, long seed, String purpose) implements Detector.Rows {
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
        return new RandomStream(seed, purpose);
    }

    /** Some of the rows. */
    DetectorRows select(int[] rows) {
        float[] some = new float[rows.length * dim];
        for (int i = 0; i < rows.length; i++) {
            copy(rows[i], some, i * dim);
        }
        return new DetectorRows(some, dim, seed, purpose);
    }
}
