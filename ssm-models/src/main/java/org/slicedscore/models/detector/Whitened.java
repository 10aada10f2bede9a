package org.slicedscore.models.detector;

import java.util.stream.IntStream;
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

    /**
     * The mean of some columns S given all others in a Gaussian: x_S − (P_SS)⁻¹ (P(x − μ))_S with P = L⁻ᵀ L⁻¹.
     *
     * @param out receives the row with these means in place of the suspect columns
     */
    void conditional(float[] rows, int from, boolean[] suspect, double[] out) {
        int d = mean.length;
        int[] some = IntStream.range(0, d).filter(j -> suspect[j]).toArray();
        int m = some.length;
        double[] u = new double[d];
        for (int k = 0; k < d; k++) {
            for (int j = 0; j <= k; j++) {
                u[k] += root[k * d + j] * (rows[from + j] - mean[j]);
            }
        }
        double[] gradient = new double[d];
        transposed(u, gradient);
        double[][] p = new double[m][m + 1];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                for (int k = Math.max(some[a], some[b]); k < d; k++) {
                    p[a][b] += root[k * d + some[a]] * root[k * d + some[b]];
                }
            }
            p[a][m] = gradient[some[a]];
        }
        eliminate(p);
        for (int j = 0; j < d; j++) {
            out[j] = rows[from + j];
        }
        for (int a = 0; a < m; a++) {
            out[some[a]] -= p[a][m];
        }
    }

    /** Solves a positive definite system in place: the last column becomes the solution. */
    private static void eliminate(double[][] p) {
        int m = p.length;
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                double factor = b == a ? 0 : p[b][a] / p[a][a];
                for (int c = a; c <= m && factor != 0; c++) {
                    p[b][c] -= factor * p[a][c];
                }
            }
        }
        for (int a = 0; a < m; a++) {
            p[a][m] /= p[a][a];
        }
    }
}
