package org.slicedscore.experiments.implicit;

/**
 * The Stein gradient estimator: the scores that fulfil Stein's identity for the kernel's features at the samples, with a ridge,
 * G = −(K + ηI)⁻¹⟨∇, K⟩ (Li and Turner 2018, ICLR, equation 7).
 *
 * @param ridge η
 */
record SteinScore(double ridge) implements KernelScore {
    /** As in the paper's experiments. */
    static final double RIDGE = 1e-3;

    @Override
    public void scores(double[] z, int at, int n, int d, double[] scores) {
        RadialKernel kernel = new RadialKernel(z, at, n, d);
        double[][] right = kernel.summedGradients(z, at, n, d);
        double[][] l = kernel.values;
        for (int i = 0; i < n; i++) {
            l[i][i] += ridge;
        }
        factor(l);
        solve(l, right);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                scores[at + i * d + k] = -right[i][k];
            }
        }
    }

    /** Cholesky's factor in place of the lower triangle. */
    private static void factor(double[][] a) {
        for (int j = 0; j < a.length; j++) {
            double[] row = a[j];
            for (int k = 0; k <= j; k++) {
                double[] other = a[k];
                double sum = row[k];
                for (int m = 0; m < k; m++) {
                    sum -= row[m] * other[m];
                }
                row[k] = k < j ? sum / other[k] : Math.sqrt(sum);
            }
        }
    }

    private static void solve(double[][] l, double[][] b) {
        int n = l.length;
        int d = b[0].length;
        for (int i = 0; i < n; i++) {
            for (int m = 0; m < i; m++) {
                for (int k = 0; k < d; k++) {
                    b[i][k] -= l[i][m] * b[m][k];
                }
            }
            for (int k = 0; k < d; k++) {
                b[i][k] /= l[i][i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = 0; k < d; k++) {
                b[i][k] /= l[i][i];
            }
            for (int m = 0; m < i; m++) {
                for (int k = 0; k < d; k++) {
                    b[m][k] -= l[i][m] * b[i][k];
                }
            }
        }
    }
}
