package org.slicedscore.models.detector;

import org.slicedscore.api.Detector;

/** The map u = L⁻¹(x − μ) to coordinates in which the covariance L Lᵀ is the identity. */
final class Whitened {
    private final double[] mean;
    private final double[] root;

    private Whitened(double[] mean, double[] root) {
        this.mean = mean;
        this.root = root;
    }

    static Whitened of(Detector.Array mean, Detector.Array inverseRoot) {
        return new Whitened(mean.values(), inverseRoot.values());
    }

    /** Maps a row. */
    void apply(float[] rows, int from, float[] out, int to) {
        int d = mean.length;
        for (int k = 0; k < d; k++) {
            double sum = 0;
            for (int j = 0; j <= k; j++) {
                sum += root[k * d + j] * (rows[from + j] - mean[j]);
            }
            out[to + k] = (float) sum;
        }
    }

    /** Maps all rows of an array [n, D], rounded to 32 bits as new rows are. */
    Detector.Array all(Detector.Array rows) {
        int d = mean.length;
        double[] mapped = new double[rows.values().length];
        float[] row = new float[d];
        float[] out = new float[d];
        for (int at = 0; at < mapped.length; at += d) {
            for (int j = 0; j < d; j++) {
                row[j] = (float) rows.values()[at + j];
            }
            apply(row, 0, out, 0);
            for (int j = 0; j < d; j++) {
                mapped[at + j] = out[j];
            }
        }
        return new Detector.Array(rows.shape(), mapped);
    }

    /** The difference x − y of two rows whose images differ by u: L u, by solving L⁻¹ x = u. */
    void back(double[] difference, double[] out) {
        int d = mean.length;
        for (int k = 0; k < d; k++) {
            double sum = difference[k];
            for (int j = 0; j < k; j++) {
                sum -= root[k * d + j] * out[j];
            }
            out[k] = sum / root[k * d + k];
        }
    }

    /** L⁻ᵀ u: what each original column contributes to a change along u. */
    void transposed(double[] u, double[] out) {
        int d = mean.length;
        for (int j = 0; j < d; j++) {
            double sum = 0;
            for (int k = j; k < d; k++) {
                sum += root[k * d + j] * u[k];
            }
            out[j] = sum;
        }
    }
}
