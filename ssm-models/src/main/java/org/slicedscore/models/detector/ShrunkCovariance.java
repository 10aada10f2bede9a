package org.slicedscore.models.detector;

import java.util.stream.IntStream;
import org.slicedscore.api.Detector;

/**
 * The mean of rows and their covariance shrunk towards a multiple of the identity: Σ* = ρ μ I + (1 − ρ) S with μ = tr S / D and ρ =
 * min(b̄², d²) / d², d² = ‖S − μI‖², b̄² = Σₖ ‖xₖ xₖᵀ − S‖² / n². Columns come with deviations of about 1, so the
 * target suits them, and Σ* can be inverted where S cannot.
 *
 * <p>Source: Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", Journal of
 * Multivariate Analysis 88, 2004, section 3.3.
 *
 * @param mean [D]
 * @param shrinkage ρ, from 0 to 1
 * @param inverseRoot the lower triangular L⁻¹ with Σ* = L Lᵀ, [D, D] row-major: ‖L⁻¹(x − mean)‖ is the distance of a row
 * @param logRoot log |det L|
 */
record ShrunkCovariance(double[] mean, double shrinkage, double[] inverseRoot, double logRoot) {
    /** At least so much of the target, as few rows may leave S singular and ρ = 0. */
    private static final double LEAST = 1e-4;

    static ShrunkCovariance of(Detector.Rows rows) {
        int n = rows.rows();
        int d = rows.dim();
        double[] mean = new double[d];
        float[] row = new float[d];
        for (int i = 0; i < n; i++) {
            rows.copy(i, row, 0);
            for (int j = 0; j < d; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= n;
        }
        double[][] columns = new double[d][n];
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            rows.copy(i, row, 0);
            double squares = 0;
            for (int j = 0; j < d; j++) {
                columns[j][i] = row[j] - mean[j];
                squares += columns[j][i] * columns[j][i];
            }
            fourth += squares * squares;
        }
        double[][] s = new double[d][d];
        IntStream.range(0, d).parallel().forEach(j -> {
            for (int k = 0; k <= j; k++) {
                s[j][k] = dot(columns[j], columns[k], n) / n;
            }
        });
        double share = shrink(s, fourth, n);
        double logRoot = factor(s);
        return new ShrunkCovariance(mean, share, inverse(s), logRoot);
    }

    /** Four sums side by side: C2 makes vector instructions of no sum of doubles on its own. */
    private static double dot(double[] a, double[] b, int n) {
        double p = 0;
        double q = 0;
        double r = 0;
        double t = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            p += a[i] * b[i];
            q += a[i + 1] * b[i + 1];
            r += a[i + 2] * b[i + 2];
            t += a[i + 3] * b[i + 3];
        }
        for (; i < n; i++) {
            p += a[i] * b[i];
        }
        return (p + q) + (r + t);
    }

    /** Shrinks the lower triangle in place. */
    private static double shrink(double[][] s, double fourth, double n) {
        int d = s.length;
        double mu = 0;
        for (int j = 0; j < d; j++) {
            mu += s[j][j] / d;
        }
        double squares = 0;
        double distance = 0;
        for (int j = 0; j < d; j++) {
            for (int k = 0; k <= j; k++) {
                double twice = k == j ? 1 : 2;
                squares += twice * s[j][k] * s[j][k];
                distance += twice * Math.pow(s[j][k] - (k == j ? mu : 0), 2);
            }
        }
        double variance = (fourth - n * squares) / (n * n);
        double share = d == 1 || distance == 0 ? LEAST : Math.clamp(variance / distance, LEAST, 1);
        for (int j = 0; j < d; j++) {
            for (int k = 0; k <= j; k++) {
                s[j][k] = (1 - share) * s[j][k] + (k == j ? share * mu : 0);
            }
        }
        return share;
    }

    /** Cholesky's factor of the lower triangle, in place; returns log |det L|. */
    private static double factor(double[][] s) {
        double log = 0;
        for (int j = 0; j < s.length; j++) {
            for (int k = 0; k < j; k++) {
                s[j][k] = (s[j][k] - dot(s[j], s[k], k)) / s[k][k];
            }
            // shrinking keeps the pivots positive; rounding might not
            s[j][j] = Math.sqrt(Math.max(s[j][j] - dot(s[j], s[j], j), Double.MIN_NORMAL));
            log += Math.log(s[j][j]);
        }
        return log;
    }

    /** L⁻¹, column by column: each is a triangular solve of its own. */
    private static double[] inverse(double[][] l) {
        int d = l.length;
        double[] inverse = new double[d * d];
        IntStream.range(0, d).parallel().forEach(c -> {
            double[] x = new double[d];
            for (int j = c; j < d; j++) {
                double sum = j == c ? 1 : 0;
                for (int k = c; k < j; k++) {
                    sum -= l[j][k] * x[k];
                }
                x[j] = sum / l[j][j];
                inverse[j * d + c] = x[j];
            }
        });
        return inverse;
    }
}
