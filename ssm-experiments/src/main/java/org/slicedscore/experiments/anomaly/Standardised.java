package org.slicedscore.experiments.anomaly;

import org.slicedscore.api.Detector;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;

/**
 * Rows with the mean and the standard deviation of the learned ones taken out; a constant column keeps its unit. All single
 * detectors are compared on these.
 *
 * @param values [n, D], row-major
 * @param dim D
 * @param seed of the random numbers
 */
record Standardised(float[] values, int dim, long seed) implements Detector.Rows {
    /** The learned rows and the judged ones, both scaled by the learned. */
    static Standardised[] of(Table table, Halves halves, long seed) {
        int dim = table.dim();
        double[] learned = table.gather(halves.learned());
        double[] judged = table.gather(halves.judged());
        int n = halves.learned().length;
        for (int j = 0; j < dim; j++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += learned[i * dim + j] / n;
            }
            double square = 0;
            for (int i = 0; i < n; i++) {
                square += Math.pow(learned[i * dim + j] - mean, 2) / n;
            }
            double deviation = Math.sqrt(square);
            double scale = deviation <= 1e-12 * Math.max(1, Math.abs(mean)) ? 1 : deviation;
            scale(learned, dim, j, mean, scale);
            scale(judged, dim, j, mean, scale);
        }
        return new Standardised[] {
            new Standardised(narrow(learned), dim, seed), new Standardised(narrow(judged), dim, seed)
        };
    }

    private static void scale(double[] rows, int dim, int column, double mean, double scale) {
        for (int at = column; at < rows.length; at += dim) {
            rows[at] = (rows[at] - mean) / scale;
        }
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
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
        return new RandomStream(seed, "peers");
    }
}
